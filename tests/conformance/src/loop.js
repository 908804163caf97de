// The whole loop with both offices: three referrals out, two steps of each handover in, the status back.
// Arguments: address of the employment service, address of the welfare office, three national numbers.
// Ends with code 0 and "the loop is closed", or with what went wrong.
import assert from 'node:assert/strict';
import { connect, consume, isRefused } from './broker.js';
import { parse } from './events.js';
import * as pes from './pes.js';
import * as office from './office.js';

const [pesUrl, officeUrl, ...people] = process.argv.slice(2);
assert.equal(people.length, 3, 'three national numbers are needed');
const sender = await connect(pesUrl);
const receiver = await connect(officeUrl);

// Each account reaches its own names only.
for (const [call, what] of [
  [(c) => c.consume(`agency.${office.agency}.out`, () => {}), 'reading the other office\'s queue'],
  [(c) => c.get(`agency.${pes.agency}.in`), 'reading what it published itself'],
  [(c) => c.publish(`agency.${office.agency}.in`, '', Buffer.from('x')), 'publishing as the other office'],
  [(c) => c.publish('', `agency.${office.agency}.out`, Buffer.from('x')), 'putting something into the other office\'s queue'],
  [(c) => c.assertQueue('something-else'), 'declaring a queue'],
]) assert.ok(await isRefused(sender.connection, call), `the broker must refuse ${what}`);

const steps = new Map();
const statuses = new Map();
const seen = new Set();
let report;
const closed = new Promise((resolve) => { report = () => {
  const handovers = [...steps.values()];
  if (handovers.length === 3 && handovers.every((s) => s.length === 2) && statuses.size === 3) resolve();
}; });

function once(event) {
  assert.ok(!seen.has(event.id), `${event.id} came twice although nothing failed`);
  seen.add(event.id);
}

const reading = await consume(receiver.channel, office.agency, async (message) => {
  const event = parse(message);
  once(event);
  const handover = office.handover(event);
  const known = steps.get(handover.ticket) ?? [];
  steps.set(handover.ticket, [...known, handover.step]);
  if (handover.step === '1') {
    assert.ok(people.includes(handover.insz));
    await office.acknowledge(receiver.channel, handover);
  }
  report();
});

const following = await consume(sender.channel, pes.agency, async (message) => {
  const event = parse(message);
  once(event);
  assert.equal(event.type, 'referral.status-changed');
  const { message: { inReplyTo }, status } = event.data;
  statuses.set(inReplyTo, [...(statuses.get(inReplyTo) ?? []), status.code]);
  report();
});

const tickets = await pes.refer(sender.channel, people);
const late = new Promise((_, reject) => {
  setTimeout(() => reject(new Error(`The loop did not close in time. Steps: ${JSON.stringify([...steps])}. Statuses: ${JSON.stringify([...statuses])}.`)), 60_000).unref();
});
await Promise.race([closed, late, reading.failed, following.failed]);

for (const known of steps.values()) assert.deepEqual(known, ['1', '2']);
for (const ticket of tickets) assert.deepEqual(statuses.get(ticket), ['received'], `status of ${ticket}`);
await sender.connection.close();
await receiver.connection.close();
console.log('the loop is closed');
