// The formats of two agencies: what is read of a handover and a status, and how an answer is written.

/** Text of the first element of a name; these documents have no namespaces, and no element twice where this is used. */
function element(xml, name) {
  const found = new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`).exec(xml);
  if (!found) throw new Error(`<${name}> is missing`);
  return found[1];
}

const welfare = {
  profile: 'ocmw-result',
  type: 'application/xml',
  handover: (xml) => {
    if (!xml.trimEnd().endsWith('</Doorverwijzing>')) throw new Error('the document is cut off');
    return { ticket: element(xml, 'Ticket'), number: element(xml, 'INSZ'), step: element(xml, 'Stap') };
  },
  status: (xml) => ({ handover: element(xml, 'InReplyTo'), status: element(xml, 'CdResultaat') }),
  answer: ({ ticket, number, answer, outcome }) => `<HandoverResult schemaVersion="1">
  <Header>
    <Ticket>${answer}</Ticket><InReplyTo>${ticket}</InReplyTo>
    <Sender nis="24062"/><Recipient org="VDAB"/><Purpose>ACTIVATION</Purpose>
  </Header>
  ${number ? `<Client><INSZ>${number}</INSZ></Client>` : ''}
  <Intake><DatIntake>${new Date().toISOString().slice(0, 10).replaceAll('-', '')}</DatIntake><CdResultaat>${outcome}</CdResultaat></Intake>
</HandoverResult>
`,
};

const employment = {
  profile: 'vdab-referral',
  type: 'application/json',
  handover: (data) => ({ ticket: data.message.ticket, number: data.person.insz, step: data.message.step }),
  status: (data) => ({ handover: data.message.inReplyTo, status: data.status.code }),
  answer: ({ ticket, number, answer, outcome }) => JSON.stringify({
    message: { type: 'reply', schemaVersion: '1.0', ticket: answer, inReplyTo: ticket, sentAt: new Date().toISOString(), sender: { org: 'VDAB' }, purpose: 'ACTIVATION' },
    ...(number ? { person: { insz: number } } : {}),
    reply: { outcome, occurredOn: new Date().toISOString().slice(0, 10) },
  }),
};

export const of = (agency) => (agency === 'vdab' ? employment : welfare);
