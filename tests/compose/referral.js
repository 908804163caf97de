// A referral of another invented client each time: node referral.js NUMBER SAMPLE
// The client's national number has the sample's date of birth, a serial number of its own, and check digits that hold.
const { readFileSync } = require('node:fs');

const [number, sample] = [Number(process.argv[2]), process.argv[3]];
const referral = JSON.parse(readFileSync(sample, 'utf8'));
const first = referral.person.insz.slice(0, 6) + String(100 + number).padStart(3, '0');
referral.person.insz = first + String(97 - (Number(first) % 97)).padStart(2, '0');
referral.message.ticket = referral.message.ticket.slice(0, -6) + String(900000 + number);
referral.agreement.recordId = `AK-9${number}`;
process.stdout.write(JSON.stringify(referral));
