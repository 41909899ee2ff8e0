import { proveHubSpot } from './hubspot-proof.ts'
import { withHeader, type Draft, type Sent, type Surface } from './surface.ts'

/** A verifier with one mistake that people have made. */
export interface WeakVerifier {
  name: string
  believes(sent: Sent): boolean
}

/** How a verifier looks at things; the sound one in the way that each surface prescribes. */
interface Manner {
  /** A signature that was made, beside the one that is there. */
  sameSignature: (made: string, given: string) => boolean
  /** Headers that make the proof, as they are read. */
  readHeader: (values: string[]) => string | null
  time: (time: string, now: number, unit: number, tolerance: number) => boolean
  method: (signed: string, sent: string) => boolean
  origin: (signed: string, own: string) => boolean
  target: (signed: string, sent: string) => boolean
  body: (signed: Buffer, sent: Buffer) => boolean
  secret: (secret: string, right: readonly string[]) => boolean
}

const same = (one: string, other: string) => one === other
const sound: Manner = {
  sameSignature: same,
  readHeader: (values) => (values.length === 1 ? (values[0] ?? null) : null),
  time: (time, now, unit, tolerance) =>
    /^\d{1,15}$/.test(time) && Math.abs(Number(time) * unit - now) <= tolerance + unit,
  method: same,
  origin: same,
  target: same,
  body: (signed, sent) => signed.equals(sent),
  secret: (secret, right) => right.includes(secret),
}

const sortQuery = (target: string) => {
  const [path, query = ''] = target.split('?')
  return `${path}?${query.split('&').toSorted().join('&')}`
}
const decoded = (target: string) => target.replaceAll(/%(?!25)[0-9a-f]{2}/gi, (escape) => unescapeOne(escape))
const unescapeOne = (escape: string) => Buffer.from(escape.slice(1), 'hex').toString('latin1')
const pathOf = (target: string) => target.split('?')[0] ?? ''
const hostOf = (origin: string) => /^\w+:\/\/([^:/]+)/.exec(origin)?.[1] ?? ''

/** The mistakes, each with the surfaces in which it could be made. */
const mistakes: { name: string; concerns: (surface: Surface) => boolean; manner: Partial<Manner> }[] = [
  { name: 'forgets the time', concerns: ({ time }) => time !== null, manner: { time: () => true } },
  {
    name: 'refuses old times and not those ahead',
    concerns: ({ time }) => time !== null,
    manner: { time: (time, now, unit, tolerance) => Number(time) * unit >= now - tolerance },
  },
  {
    name: 'takes what is no number for now',
    concerns: ({ time }) => time !== null,
    // As `!(difference > tolerance)` does.
    manner: { time: (time, now, unit, tolerance) => !(Math.abs(Number(time) * unit - now) > tolerance + unit) },
  },
  {
    name: 'compares as much as it is given',
    concerns: () => true,
    manner: { sameSignature: (made, given) => made.startsWith(given) },
  },
  {
    name: 'compares the first eight characters',
    concerns: ({ encoding }) => encoding !== 'word',
    manner: { sameSignature: (made, given) => made.slice(0, 8) === given.slice(0, 8) },
  },
  {
    name: 'compares as much as it has made',
    concerns: ({ allows }) => !allows.has('a list with commas'),
    manner: { sameSignature: (made, given) => given.startsWith(made) },
  },
  {
    name: 'takes capitals for small letters',
    concerns: ({ encoding }) => encoding === 'base64',
    manner: { sameSignature: (made, given) => made.toLowerCase() === given.toLowerCase() },
  },
  {
    name: 'reads base64 leniently',
    concerns: ({ encoding }) => encoding === 'base64',
    manner: {
      sameSignature: (made, given) => Buffer.from(made, 'base64').equals(Buffer.from(given, 'base64')),
    },
  },
  {
    name: 'reads the first of two headers',
    concerns: ({ proof, allows }) => proof.length > 0 && !allows.has('a list of signatures'),
    manner: { readHeader: (values) => values[0] ?? null },
  },
  {
    name: 'reads the last of two headers',
    concerns: ({ proof, allows }) => proof.length > 0 && !allows.has('a list of signatures'),
    manner: { readHeader: (values) => values.at(-1) ?? null },
  },
  { name: 'leaves the method out', concerns: ({ covers }) => covers.method, manner: { method: () => true } },
  { name: 'leaves its own address out', concerns: ({ covers }) => covers.origin, manner: { origin: () => true } },
  {
    name: 'leaves the port out',
    concerns: ({ covers, allows }) => covers.origin && !allows.has('an address without its port'),
    manner: { origin: (signed, own) => hostOf(signed) === hostOf(own) },
  },
  { name: 'leaves the path and query out', concerns: ({ covers }) => covers.target, manner: { target: () => true } },
  {
    name: 'leaves the query out',
    concerns: ({ covers }) => covers.target,
    manner: { target: (signed, sent) => pathOf(signed) === pathOf(sent) },
  },
  {
    name: 'sorts the query',
    concerns: ({ covers, plain }) => covers.target && !plain,
    manner: { target: (signed, sent) => sortQuery(signed) === sortQuery(sent) },
  },
  {
    name: 'takes capitals in a path for small letters',
    concerns: ({ covers }) => covers.target,
    manner: { target: (signed, sent) => signed.toLowerCase() === sent.toLowerCase() },
  },
  {
    name: 'decodes every escape',
    concerns: ({ covers, plain }) => covers.target && !plain,
    manner: { target: (signed, sent) => decoded(signed) === decoded(sent) },
  },
  { name: 'leaves the body out', concerns: ({ covers }) => covers.body, manner: { body: () => true } },
  {
    name: 'trims the body',
    concerns: ({ covers, allows }) => covers.body && !allows.has('a body that is read as text'),
    manner: { body: (signed, sent) => signed.toString('latin1').trim() === sent.toString('latin1').trim() },
  },
  { name: 'knows no secret', concerns: () => true, manner: { secret: (secret) => secret === '' } },
  {
    name: 'believes the secret of somebody else',
    concerns: ({ secrets }) => secrets.wrong.length > 0,
    manner: { secret: (secret, right) => secret !== '' && !right.includes(secret) },
  },
]

/** What was made by a surface while its trials were written: each signature, and all that it is for. */
export interface Signed {
  surface: Surface
  made: Map<string, Draft[]>
}

/** The surface, remembering from now on what each of its signatures was made for. */
export function remember(surface: Surface): { remembering: Surface; signed: Signed } {
  const made = new Map<string, Draft[]>()
  const prove = (draft: Draft): Sent => {
    const sent = surface.prove(draft)
    const text = surface.signature.read(sent)
    made.set(text, [...(made.get(text) ?? []), draft])
    return sent
  }
  return { remembering: { ...surface, prove }, signed: { surface, made } }
}

/**
 * Every mistake that this surface leaves room for, as a verifier of what it has signed. None is blamed for what a sound one
 * would believe.
 */
export function weakVerifiers(signed: Signed, now: number): WeakVerifier[] {
  const { surface } = signed
  const weak = mistakes
    .filter(({ concerns }) => concerns(surface))
    .map(({ name, manner }): WeakVerifier => ({
      name,
      believes: (sent) => !judge(signed, sound, sent, now) && judge(signed, { ...sound, ...manner }, sent, now),
    }))
  if (!surface.proof.includes('x-hubspot-signature-v3')) return weak
  // The oldest version covers secret and body alone.
  const made = (body: Buffer, secret: string) => proveHubSpot('v1', { ...surface.draft(now), body, secret })
  const v1 = ({ headers }: Sent) => headers.find(([name]) => name === 'x-hubspot-signature')?.[1]
  return [
    ...weak,
    {
      name: 'believes the oldest version, too',
      believes: (sent) => surface.secrets.right.some((secret) => v1(sent) === v1(made(sent.body, secret))),
    },
  ]
}

function judge({ surface, made }: Signed, manner: Manner, sent: Sent, now: number): boolean {
  const { covers, time, secrets, proof, signature } = surface
  let read = sent
  for (const name of proof) {
    const value = manner.readHeader(sent.headers.flatMap(([one, text]) => (one === name ? [text] : [])))
    if (value === null) return false
    let first = true
    read = withHeader(read, name, () => (first ? ((first = false), [value]) : []))
  }
  const given = signature.read(read)
  for (const [text, drafts] of made) {
    if (!manner.sameSignature(text, given)) continue
    for (const draft of drafts) {
      const meant = surface.prove(draft)
      // Id and time stand in headers of their own, which are signed as well.
      const others = proof.every((name) => {
        const of = (one: Sent) => one.headers.find(([header]) => header === name)?.[1]
        return of(signature.write(meant, '')) === of(signature.write(read, ''))
      })
      const holds =
        others &&
        manner.secret(draft.secret, secrets.right) &&
        (!time || manner.time(draft.time, now, time.unit, time.tolerance)) &&
        (!covers.method || manner.method(draft.method, sent.method)) &&
        (!covers.origin || manner.origin(draft.origin, surface.draft(now).origin)) &&
        (!covers.target || manner.target(draft.target, sent.target)) &&
        (!covers.body || manner.body(draft.body, sent.body))
      if (holds) return true
    }
  }
  return false
}
