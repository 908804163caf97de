// A sample agency that is called: CloudEvents, signed after Standard Webhooks. Listens on the port that PORT names.
import { createServer } from 'node:http';
import { CloudEvent } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import { call, send } from './http.js';
import { Refusal, System, has } from './system.js';

const { GATEWAY_AGENCY: agency = 'ocmw-leuven', GATEWAY_WEBHOOK_SECRET: secret, PORT: port } = process.env;
const webhook = new Webhook(secret);
const system = new System(agency, send);

/** An event whose id alone was told is fetched; one that does not leave any more is none. */
async function fetched(event) {
  if (event.type !== 'event.waiting') return event;
  const response = await call(`/v1/feed/events/${event.data.id}`);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Refusal(503);
  return new CloudEvent(await response.json());
}

createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts).toString('utf8');
  try {
    if (!has('bad-signature')) webhook.verify(body, request.headers);
  } catch {
    response.writeHead(401).end();
    return;
  }

  try {
    const event = await fetched(new CloudEvent(JSON.parse(body)));
    if (event) await system.take(event);
    response.writeHead(204).end();
  } catch (error) {
    response.writeHead(error instanceof Refusal ? error.status : 500).end();
  }
}).listen(Number(port), '127.0.0.1');
