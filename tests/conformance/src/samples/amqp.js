// A sample agency on its two names of the broker. It connects again by itself, also when its consumer is cancelled.
import { setTimeout as pause } from 'node:timers/promises';
import { CloudEvent } from 'cloudevents';
import { connect, publish } from '../broker.js';
import { System } from './system.js';

const { GATEWAY_AGENCY: agency = 'ocmw-leuven', BROKER: broker } = process.env;
let open;
const system = new System(agency, async ({ key, profile, type, body }) => {
  for (;;) {
    try {
      return await publish((await open).channel, agency, body, { profile, messageId: key, contentType: type });
    } catch {
      await pause(200);
    }
  }
});

for (;;) {
  try {
    open = connect(broker);
    const { connection, channel } = await open;
    const ended = new Promise((resolve) => {
      connection.on('close', resolve).on('error', resolve);
      channel.on('close', resolve).on('error', resolve);
      channel.consume(`agency.${agency}.out`, async (message) => {
        // The consumer was cancelled, for example because the queue moved to another node.
        if (message === null) {
          resolve();
          return;
        }

        await system.take(new CloudEvent(JSON.parse(message.content.toString('utf8'))));
        channel.ack(message);
      }).catch(resolve);
    });
    await ended;
    await connection.close().catch(() => {});
  } catch {
    // The broker is away.
  }

  await pause(200);
}
