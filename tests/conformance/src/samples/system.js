// The case system of a sample agency: files by the handover's ticket, and answers that are kept until the gateway has them.
// It knows nothing of channels; webhook.js, feed.js and amqp.js bring it events and take its answers away.
// FAULT=<case> plants the fault that this case of the conformance kit must find. Without it the system is as it should be.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as formats from './formats.js';

export const has = (fault) => process.env.FAULT === fault;

/** An event that the system refuses; only systems with a fault throw it. */
export class Refusal extends Error {
  constructor(status) {
    super(`refused with ${status}`);
    this.status = status;
  }
}

const stops = ['agreement-withdrawn', 'client-objected', 'client-restricted'];

export class System {
  #ids = new Set();
  #files = new Map();
  #stopped = new Set();
  #send;
  #last;

  /** @param send takes an answer away: resolves when the gateway has it, and may be called again with the same one. */
  constructor(agency, send) {
    this.format = formats.of(agency);
    this.#send = send;
  }

  /** Deals with an event. What cannot be read is put aside for a person, and holds up nothing. */
  async take(event) {
    if (has('duplicate')) {
      const known = this.#ids.has(event.id);
      await pause(50); // It looks first and stores afterwards: of two at once both are new.
      if (known) return;
    } else if (this.#ids.has(event.id)) {
      if (has('redelivery')) throw new Refusal(409);
      return;
    }

    this.#ids.add(event.id);
    try {
      this.#dealWith(event);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (has('poison-record')) process.exit(1);
      console.error(`put aside: an event of type ${event.type} that cannot be read`);
    }
  }

  #dealWith(event) {
    switch (event.type) {
      case 'referral.handover':
        return this.#open(this.format.handover(event.data));
      case 'referral.status-changed':
        return this.#status(this.format.status(event.data));
      case 'record.returned':
        // A person looks at it. Nothing is sent again by itself.
        if (has('answer-without-effect') && this.#last) this.#answer(this.#last.handover, this.#last.outcome);
        return undefined;
      case 'plan.changed':
      case 'task.changed':
      case 'client.erased':
      case 'reconciliation.counted':
        return undefined;
      default:
        // A type that is new: contract events only grow.
        if (has('unknown-event')) throw new Refusal(400);
        return undefined;
    }
  }

  /** One file a ticket. A step, a correction or a new number of the client changes the file that is there. */
  #open(handover) {
    if (!handover.ticket || !handover.number) throw new Error('no handover');
    if (this.#stopped.has(handover.ticket)) return;
    const key = has('identifier-replaced') ? handover.number : handover.ticket;
    const known = this.#files.get(key);
    this.#files.set(key, handover);
    if (!known || has('duplicate')) this.#answer(handover, 'received');
  }

  #status({ handover, status }) {
    if (!stops.includes(status)) return;
    const file = [...this.#files.values()].find((f) => f.ticket === handover);
    if (!file && has('withdrawal-before-delivery')) throw new Refusal(404);
    if (!file && has('out-of-order')) return;
    this.#stopped.add(handover);
    if (!has('withdrawal')) this.#answer(file ?? { ticket: handover }, 'stop-confirmed');
  }

  /** Fixes key and bytes before the first try. */
  #answer(handover, outcome) {
    if (has('handover')) return;
    this.#last = { handover, outcome };
    const letter = () => {
      const ticket = randomUUID();
      return { key: ticket, profile: this.format.profile, type: this.format.type, body: this.format.answer({ ...handover, answer: ticket, outcome }) };
    };
    const answer = letter();
    this.#send(answer, letter).catch((error) => console.error(`an answer could not be sent: ${error.message}`));
  }
}
