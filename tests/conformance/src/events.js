// Reads and checks what lies in an out-queue with the CloudEvents SDK.
import assert from 'node:assert/strict';
import { CloudEvent } from 'cloudevents';

export function parse(message) {
  const { contentType, messageId, headers, type, deliveryMode } = message.properties;
  assert.equal(contentType, 'application/cloudevents+json');
  assert.equal(deliveryMode, 2, 'messages are persistent');
  const event = new CloudEvent(JSON.parse(message.content.toString('utf8')));
  assert.ok(event.validate());
  assert.equal(event.id, messageId, 'message-id is the id of the event');
  assert.equal(event.type, type, 'the type property is the type of the event');
  assert.equal(event.source, 'urn:work-welfare-gateway:desk');
  // Where nobody traces there is none.
  if (headers.traceparent !== undefined) assert.match(headers.traceparent, /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);
  return event;
}

/** Text of the first element of a name; the offices' XML has no namespaces and no element twice where this is used. */
export function element(xml, name) {
  const found = new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`).exec(xml);
  assert.ok(found, `<${name}> is missing`);
  return found[1];
}
