// A line to the broker as any office could have it: the AMQP library, an account of its own, and nothing else.
import amqp from 'amqplib';

export async function connect(url) {
  const connection = await amqp.connect(url);
  const channel = await connection.createConfirmChannel();
  return { connection, channel };
}

/** Publishes to the office's own exchange; resolves when the broker has it on disk. */
export function publish(channel, agency, body, { profile, messageId, contentType, headers = {} }) {
  const properties = {
    persistent: true,
    mandatory: true,
    messageId,
    contentType,
    headers: profile ? { ...headers, 'x-gateway-profile': profile } : headers,
  };
  return new Promise((resolve, reject) => {
    channel.publish(`agency.${agency}.in`, '', Buffer.from(body), properties, (error) => (error ? reject(error) : resolve()));
  });
}

/** Consumes the office's own out-queue; a message is acknowledged when it was dealt with. */
export async function consume(channel, agency, deal) {
  const failed = new Promise((_, reject) => {
    channel.on('error', reject);
    channel.consume(`agency.${agency}.out`, async (message) => {
      try {
        if (message === null) throw new Error(`The queue of ${agency} was deleted.`);
        await deal(message);
        channel.ack(message);
      } catch (error) {
        reject(error);
      }
    }).catch(reject);
  });
  return { failed };
}

/** Whether the broker refuses this account a call; each refusal closes a channel, so each has its own. */
export async function isRefused(connection, call) {
  const channel = await connection.createChannel();
  return new Promise((resolve, reject) => {
    channel.on('error', (error) => (error.code === 403 ? resolve(true) : reject(error)));
    Promise.resolve(call(channel)).then(
      () => setTimeout(() => resolve(false), 2000).unref(),
      (error) => (error.code === 403 ? resolve(true) : reject(error)));
  });
}
