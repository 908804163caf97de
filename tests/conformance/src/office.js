// A municipal welfare office: reads handovers from its queue and answers in its own format, ocmw-result.
import assert from 'node:assert/strict';
import { publish } from './broker.js';
import { element } from './events.js';

export const agency = 'ocmw-leuven';

/** A handover as the office reads it. */
export function handover(event) {
  assert.equal(event.type, 'referral.handover');
  assert.equal(event.datacontenttype, 'application/xml');
  return { ticket: element(event.data, 'Ticket'), step: element(event.data, 'Stap'), insz: element(event.data, 'INSZ'), document: event.data };
}

/** Confirms receipt: a file was registered, so step two may follow. */
export function acknowledge(channel, { ticket, insz }) {
  const reply = `<HandoverResult schemaVersion="1">
  <Header>
    <Ticket>answer-${ticket}</Ticket><InReplyTo>${ticket}</InReplyTo>
    <Sender nis="24062"/><Recipient org="VDAB"/><Purpose>ACTIVATION</Purpose>
  </Header>
  <Client><INSZ>${insz}</INSZ></Client>
  <Intake><DatIntake>20260310</DatIntake><CdResultaat>received</CdResultaat></Intake>
</HandoverResult>`;
  return publish(channel, agency, reply, { profile: 'ocmw-result', messageId: `answer-${ticket}`, contentType: 'application/xml' });
}
