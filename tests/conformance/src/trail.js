// Checks the gateway's audit trail with files alone: no gateway, no database, and nothing but Node.js.
// What each file holds and what is proved: docs/audit-trail.md.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Something that does not hold, as a sentence. */
export class Broken extends Error {}

/** A file that cannot be used, as a sentence. */
export class Unusable extends Error {}

// ---- Hashes of RFC 6962 and RFC 9162 ----

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leafHash = data => sha256(Buffer.of(0), data);
const above = (left, right) => sha256(Buffer.of(1), left, right);
const hex = buffer => buffer.toString('hex');

/** Root over the hashes of leaves. */
export function rootOf(hashes) {
  if (hashes.length === 0) return sha256();
  let level = hashes;
  // Two by two; a last one without a partner goes up as it is. That is the tree of the RFC.
  while (level.length > 1) {
    const next = [];
    for (let i = 0; i < level.length; i += 2) next.push(i + 1 < level.length ? above(level[i], level[i + 1]) : level[i]);
    level = next;
  }
  return level[0];
}

/** The root to which a leaf's proof leads (RFC 9162, 2.1.3.2); null: the proof has not the length it must have. */
export function rootFromInclusion(leaf, index, size, proof) {
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size) return null;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = above(step, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else {
      hash = above(hash, step);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

/** Whether the tree with one root goes on from the tree with another (RFC 9162, 2.1.4.2). */
export function extendsFrom(from, fromRoot, size, root, proof) {
  if (!Number.isInteger(from) || from < 1 || from > size) return false;
  if (from === size) return proof.length === 0 && fromRoot.equals(root);
  const steps = Number.isInteger(Math.log2(from)) ? [fromRoot, ...proof] : proof;
  if (steps.length === 0) return false;
  let [at, last] = [from - 1, size - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [old, now] = [steps[0], steps[0]];
  for (const step of steps.slice(1)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, now] = [above(step, old), above(step, now)];
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else {
      now = above(now, step);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && old.equals(fromRoot) && now.equals(root);
}

// ---- The texts that are hashed and signed ----

const text = (...lines) => Buffer.from(lines.join('\n'), 'utf8');
const headText = (origin, h) => text('gateway-trail-head-1', origin, h.size, h.root, h.time);
const sealText = (s, entries, entriesRoot, previous) => text('gateway-trail-seal-1', s.number, s.time, s.period, s.last, entries, hex(entriesRoot), hex(previous));
const disclosureText = d => text('gateway-disclosure-1', d.id, d.time, d.recipient, d.recipientClass, d.event, d.step, d.purpose, d.basis, d.manifest, d.policy, d.fields);
const entryText = e => text('gateway-trail-entry-1', e.id, e.time, e.kind, e.actor, e.subject, e.disclosure, e.digest);
const countersignedText = (agency, origin, h) => text('gateway-trail-countersignature-1', agency, origin, h.size, h.root);

// ---- Signatures: ECDSA over P-256 with SHA-256, two numbers of 32 bytes ----

const publicKey = base64 => createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
const signed = (key, data, base64) => verify('sha256', data, { key: publicKey(key), dsaEncoding: 'ieee-p1363' }, Buffer.from(base64, 'base64'));
const fingerprint = base64 => hex(sha256(Buffer.from(base64, 'base64'))).slice(0, 16);

const hashes = list => list.map(h => Buffer.from(h, 'hex'));

/** Of which gateway files are, and every head that they name, by size. */
export class Heads {
  constructor(pinned) {
    this.key = pinned;
    this.bySize = new Map();
    this.agencies = new Map();
  }

  /** The file must be of the gateway of the files before it, and bear that gateway's own fingerprint. */
  sameGateway(file, document) {
    if (fingerprint(document.publicKey) !== document.origin) throw new Broken(`${file} says that it is of gateway ${document.origin}, and its public key is of ${fingerprint(document.publicKey)}.`);
    this.key ??= document.publicKey;
    if (this.key !== document.publicKey) throw new Broken(`${file} is of another gateway: it is of ${document.origin}, and ${fingerprint(this.key)} was expected.`);
    this.origin = document.origin;
  }

  /** Takes a head: signed by this gateway, and the only one of its size. */
  add(file, head) {
    if (!signed(this.key, headText(this.origin, head), head.signature)) throw new Broken(`${file}: the head of size ${head.size} was not signed by gateway ${this.origin}, or was changed.`);
    const known = this.bySize.get(head.size);
    if (known && known.root !== head.root) throw new Broken(`Two different stories: the gateway signed two heads of size ${head.size}, ${known.root} in ${known.file} and ${head.root} in ${file}.`);
    if (!known) this.bySize.set(head.size, { ...head, file });
    for (const c of head.countersignatures ?? []) {
      // Its key of then is not in the directory any more: this signature proves nothing here, and breaks nothing.
      if (!c.publicKey) continue;
      if (!signed(c.publicKey, countersignedText(c.agency, this.origin, head), c.signature)) throw new Broken(`${file}: the countersignature of '${c.agency}' under the head of size ${head.size} does not fit.`);
      this.agencies.set(c.agency, Math.max(head.size, this.agencies.get(c.agency) ?? 0));
    }
  }
}

/** A file of one JSON document, or of a JSON document a line. */
export function read(file) {
  let content;
  try {
    content = readFileSync(file, 'utf8');
  } catch {
    throw new Unusable(`${file} cannot be read. Name a file that 'audit heads', 'audit proof' or 'audit export' wrote, or an answer of the gateway.`);
  }
  try {
    const whole = JSON.parse(content);
    return { ...whole, file };
  } catch {
    const lines = content.split('\n').filter(l => l.length > 0);
    try {
      const [first, ...seals] = lines.map(l => JSON.parse(l));
      return { ...first, file, seals };
    } catch {
      throw new Unusable(`${file} is not JSON. It may have been cut short: fetch it again.`);
    }
  }
}

/** A consistency document: the later head goes on from the earlier one. */
function checkConsistency(heads, d) {
  heads.add(d.file, d.from);
  heads.add(d.file, d.to);
  if (!extendsFrom(d.from.size, Buffer.from(d.from.root, 'hex'), d.to.size, Buffer.from(d.to.root, 'hex'), hashes(d.proof)))
    throw new Broken(`${d.file}: the head of size ${d.to.size} does not go on from that of size ${d.from.size}: what was before it was changed.`);
  return `The head of size ${d.to.size} goes on from that of size ${d.from.size}: nothing before it was changed.`;
}

/** A proof document: the disclosure is an entry, the entry in a seal, the seal under a head. */
function checkProof(heads, d) {
  const { disclosure, entry, seal } = d;
  if (hex(sha256(disclosureText(disclosure))) !== entry.disclosure) throw new Broken(`${d.file}: the entry is about another disclosure, or the disclosure was changed.`);
  if (entry.subject !== disclosure.id || entry.kind !== 'delivery.released') throw new Broken(`${d.file}: the entry is not the release of this disclosure.`);
  const entriesRoot = rootFromInclusion(leafHash(entryText(entry)), d.entryProof.index, d.entryProof.size, hashes(d.entryProof.hashes));
  if (!entriesRoot) throw new Broken(`${d.file}: the proof of the entry has another length than it must have.`);
  const hash = leafHash(sealText(seal, d.entryProof.size, entriesRoot, Buffer.from(seal.previous, 'hex')));
  const root = rootFromInclusion(hash, seal.number - 1, d.head.size, hashes(d.sealProof));
  heads.add(d.file, d.head);
  if (!root || hex(root) !== d.head.root) throw new Broken(`${d.file}: the disclosure is not in the trail under the head of size ${d.head.size}.`);
  return `The disclosure ${disclosure.id} to '${disclosure.recipient}' is in the trail: seal ${seal.number}, under the head of size ${d.head.size}.`;
}

/** An export: every seal, from which every head is computed anew. Heads and proofs of the other files must be of this trail. */
function checkExport(heads, d) {
  const subtrees = [];
  const roots = new Map();
  let previous = Buffer.alloc(32);
  let entries = 0;
  let time = 0;
  for (const [i, seal] of d.seals.entries()) {
    if (seal.number !== i + 1) throw new Broken(`${d.file}: seal ${i + 1} is missing.`);
    if (seal.time < time) throw new Broken(`${d.file}: seal ${seal.number} goes back in time.`);
    const bytes = Buffer.from(seal.leaves, 'base64');
    const leaves = Array.from({ length: bytes.length / 32 }, (_, n) => bytes.subarray(n * 32, n * 32 + 32));
    previous = leafHash(sealText(seal, leaves.length, rootOf(leaves), previous));
    push(subtrees, previous);
    const root = subtrees.map(s => s.hash).reduceRight((right, left) => above(left, right));
    roots.set(seal.number, hex(root));
    if (seal.root !== hex(root)) throw new Broken(`${d.file}: seal ${seal.number} was changed, or one before it: its head is not computed from it.`);
    const known = heads.bySize.get(seal.number);
    if (known && known.root !== hex(root)) throw new Broken(`The trail was rewritten: ${known.file} has another head of size ${seal.number}, signed by the same gateway, than ${d.file} comes to.`);
    heads.add(d.file, { size: seal.number, root: seal.root, time: seal.time, signature: seal.signature });
    entries += leaves.length;
    time = seal.time;
  }
  for (const [size, head] of heads.bySize) {
    if (!roots.has(size)) throw new Broken(`${d.file} ends with seal ${d.seals.length}, and ${head.file} has a head of size ${size}: the database was restored from an older one, or its end was cut off.`);
  }
  return `The trail of ${d.seals.length} seals and ${entries} entries is whole.`;
}

/** Complete subtrees, the largest first: two of one size become one. */
function push(subtrees, hash) {
  let node = { size: 1, hash };
  while (subtrees.at(-1)?.size === node.size) {
    const left = subtrees.pop();
    node = { size: node.size * 2, hash: above(left.hash, node.hash) };
  }
  subtrees.push(node);
}

/** Runs what reads a document; one that lacks something cannot be used. */
function inForm(file, work) {
  try {
    return work();
  } catch (fault) {
    if (fault instanceof Broken || fault instanceof Unusable) throw fault;
    throw new Unusable(`${file} lacks something, or holds it in another form than docs/audit-trail.md says.`);
  }
}

/** Checks files together; gives what is proved, as sentences. The first thing that does not hold is thrown. */
export function check(documents, pinned) {
  const heads = new Heads(pinned);
  const order = ['gateway-trail-heads-1', 'gateway-trail-proof-1', 'gateway-trail-consistency-1', 'gateway-trail-export-1'];
  for (const d of documents) {
    if (!order.includes(d.format)) throw new Unusable(`${d.file} is none of the files that are checked: its 'format' is ${JSON.stringify(d.format)}.`);
    inForm(d.file, () => heads.sameGateway(d.file, d));
  }
  const proved = [];
  for (const d of documents.toSorted((a, b) => order.indexOf(a.format) - order.indexOf(b.format))) {
    inForm(d.file, () => {
      if (d.format === order[0]) for (const head of d.heads) heads.add(d.file, head);
      else proved.push([null, checkProof, checkConsistency, checkExport][order.indexOf(d.format)](heads, d));
    });
  }
  proved.push(`${heads.bySize.size} heads were signed by gateway ${heads.origin}, and no two of them tell different stories.`);
  for (const [agency, size] of heads.agencies) proved.push(`'${agency}' countersigned a head of size ${size}.`);
  return proved;
}

/** What an agency posts to countersign a head that it has checked. */
export function countersign(document, size, agency, pem) {
  const head = document.heads.find(h => h.size === size);
  if (!head) throw new Unusable(`${document.file} has no head of size ${size}.`);
  const heads = new Heads(document.publicKey);
  heads.sameGateway(document.file, document);
  heads.add(document.file, head);
  const signature = sign('sha256', countersignedText(agency, document.origin, head), { key: createPrivateKey(pem), dsaEncoding: 'ieee-p1363' });
  return { root: head.root, signature: signature.toString('base64') };
}

/** `node src/trail.js [--key BASE64] FILE…`, `node src/trail.js countersign HEADS SIZE AGENCY KEY.pem` */
function main(args) {
  try {
    if (args[0] === 'countersign') {
      const [, heads, size, agency, key] = args;
      console.log(JSON.stringify(inForm(`${heads} or ${key}`, () => countersign(read(heads), Number(size), agency, readFileSync(key, 'utf8')))));
      return 0;
    }
    const pinned = args[0] === '--key' ? args[1] : undefined;
    const files = pinned ? args.slice(2) : args;
    if (files.length === 0) throw new Unusable('Name the files to check: heads, proofs, consistency proofs and an export.');
    for (const line of check(files.map(read), pinned)) console.log(line);
    return 0;
  } catch (fault) {
    if (!(fault instanceof Broken || fault instanceof Unusable)) throw fault;
    console.error(fault.message);
    return fault instanceof Broken ? 1 : 2;
  }
}

if (process.argv[1]?.endsWith('trail.js')) process.exitCode = main(process.argv.slice(2));
