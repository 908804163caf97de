// A sample agency that reads its feed, and confirms each page once it has dealt with it (in memory: a real system stores it first).
import { setTimeout as pause } from 'node:timers/promises';
import { CloudEvent } from 'cloudevents';
import { call, restOf, send } from './http.js';
import { Refusal, System, has } from './system.js';

const { GATEWAY_AGENCY: agency = 'vdab' } = process.env;
const system = new System(agency, send);
let cursor;

for (;;) {
  try {
    const response = await call(`/v1/feed?wait=5${cursor === undefined ? '' : `&after=${encodeURIComponent(cursor)}`}`);
    if (response.status === 204) continue;
    if (!response.ok) {
      await pause(restOf(response));
      continue;
    }

    const { items, next } = await response.json();
    // One after the other; two copies on one page are two at once only for a system that does not wait.
    if (has('duplicate')) await Promise.all(items.map((item) => system.take(new CloudEvent(item))));
    else for (const item of items) await system.take(new CloudEvent(item));
    if (!has('feed-confirmed')) {
      const confirmed = await call('/v1/feed/ack', { method: 'POST', body: JSON.stringify({ cursor: next }), headers: { 'content-type': 'application/json' } });
      // What is not confirmed is read again; it is known then.
      if (!confirmed.ok) {
        await pause(restOf(confirmed));
        continue;
      }
    }

    cursor = next;
  } catch (error) {
    if (error instanceof Refusal) console.error('stuck: the same page again and again');
    await pause(200);
  }
}
