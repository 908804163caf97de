// Calls of the gateway over HTTP: the agency's key, one Idempotency-Key an answer, and tries until it is taken.
import { setTimeout as pause } from 'node:timers/promises';
import { has } from './system.js';

const { GATEWAY_URL: url, GATEWAY_KEY: key } = process.env;
const usual = 200;

export const call = (path, options = {}) => fetch(url + path, { ...options, headers: { authorization: `Bearer ${key}`, ...options.headers } });

/** How long the gateway asks to be left alone, in milliseconds. */
export const restOf = (response) => (Number(response.headers.get('retry-after')) || 0) * 1000 || usual;

/** Sends an answer until the gateway has it: the same bytes under the same key. */
export async function send(answer, anew) {
  for (;;) {
    let rest = usual;
    try {
      const response = await call(`/v1/submissions/${answer.profile}`, {
        method: 'POST', body: answer.body, headers: { 'content-type': answer.type, 'idempotency-key': answer.key },
      });
      await response.arrayBuffer();
      if (response.status === 202) return;
      if (response.status < 500 && response.status !== 429) throw new Error(`the gateway answered ${response.status}: a person has to look`);
      rest = has('slow-down') ? 50 : restOf(response);
    } catch (error) {
      if (error.message.includes('a person')) throw error;
    }

    if (has('outage')) return;
    if (has('lost-answer')) answer = anew();
    await pause(rest);
  }
}
