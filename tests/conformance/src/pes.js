// An employment service: publishes referrals in its own format and as contract events, and follows what becomes of them.
import { randomUUID } from 'node:crypto';
import { CloudEvent } from 'cloudevents';
import { publish } from './broker.js';

export const agency = 'vdab';

/** A referral in the format vdab-referral: an invented person with debts, in Leuven. */
export function referral(ticket, insz) {
  return {
    message: { type: 'referral', schemaVersion: '1.0', ticket, sentAt: '2026-03-10T08:00:00Z', sender: { org: 'VDAB' }, purpose: 'ACTIVATION' },
    question: 'WELFARE_SUPPORT',
    person: {
      insz, familyName: 'Voorbeeld', givenNames: ['Ana'], birthDate: '1985-07-30', nisResidence: '24062', postalCode: '3000',
      contact: { phone: '+32460000001', safeToCall: true },
    },
    assessment: { doneWithClient: true, confirmedOn: '2026-03-02' },
    registration: { category: '00', inscriptionDate: '2024-01-15', unemployedSince: '2024-01-15', benefitScheme: 'UNEMPLOYMENT' },
    requestedService: ['DEBT_ADVICE'],
    basis: { kind: 'PUBLIC_TASK', reference: 'KSZ-2026-014' },
    agreement: { recordId: `AKK-${ticket}`, noticeVersion: '2026-1', language: 'nld', givenOn: '2026-03-02', how: 'WRITTEN', expires: '2027-06-30' },
  };
}

/** The same as the contract event referral.submitted. */
export function event(ticket, insz) {
  return new CloudEvent({
    id: ticket,
    source: 'urn:work-welfare-gateway:agency:vdab',
    type: 'referral.submitted',
    datacontenttype: 'application/json',
    data: {
      ticket,
      sentAt: '2026-03-10T08:00:00Z',
      sender: { organisation: 'VDAB' },
      purpose: 'ACTIVATION',
      client: {
        identifiers: [{ scheme: 'insz', value: insz }], familyName: 'Voorbeeld', givenNames: ['Bram'],
        residence: { municipality: '24062' }, contact: { phone: '+32460000002' },
      },
      question: 'WELFARE_SUPPORT',
      services: ['DEBT_ADVICE'],
      assessment: { doneWithClient: true, confirmedOn: '2026-03-02' },
      registration: { unemployedSince: '2024-01-15', benefitScheme: 'UNEMPLOYMENT' },
      basis: { kind: 'PUBLIC_TASK', reference: 'KSZ-2026-014' },
      agreement: { recordId: `AKK-${ticket}`, noticeVersion: '2026-1', givenOn: '2026-03-02', how: 'WRITTEN' },
    },
  });
}

/** Publishes one referral each way, structured and binary events included; resolves with the tickets. */
export async function refer(channel, people) {
  const [own, structured, binary] = people.map((insz) => ({ insz, ticket: randomUUID() }));
  const trace = { traceparent: `00-${randomUUID().replaceAll('-', '')}-00f067aa0ba902b7-01` };
  const body = JSON.stringify(referral(own.ticket, own.insz));
  await publish(channel, agency, body, { profile: 'vdab-referral', messageId: own.ticket, headers: trace });
  // Sent again, because nobody answers on a queue: it stays one referral.
  await publish(channel, agency, body, { profile: 'vdab-referral', messageId: own.ticket, headers: trace });

  await publish(channel, agency, JSON.stringify(event(structured.ticket, structured.insz).toJSON()), {
    messageId: structured.ticket, contentType: 'application/cloudevents+json',
  });

  const { data, datacontenttype, ...attributes } = event(binary.ticket, binary.insz).toJSON();
  const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`cloudEvents:${name}`, String(value)]));
  await publish(channel, agency, JSON.stringify(data), { messageId: binary.ticket, contentType: datacontenttype, headers });
  return [own.ticket, structured.ticket, binary.ticket];
}
