import { createHash, createHmac, randomBytes } from 'node:crypto'
import { withHeader, type Draft, type Sent, type Surface, type Trial } from './surface.ts'

type Spelling = [name: string, text: string]

/** A right request's signature, spelt, cut, lengthened, moved and replaced in every way that must not count. */
export function wrongSignatures(surface: Surface, at: number): Trial[] {
  const { signature, encoding } = surface
  const { draft, sent } = telling(surface, at)
  const right = signature.read(sent)
  const trial = (name: string, changed: Sent): Trial => ({ name, sent: changed, at })
  const spellings = [
    ...anySpellings(right, surface),
    ...(encoding === 'base64' ? base64Spellings(right) : []),
    ...(encoding === 'hex' ? hexSpellings(right, surface) : []),
    ...(encoding === 'word' ? [] : hashes(draft, encoding)),
  ].filter(([, text]) => text !== right)
  return [
    trial('no signature', signature.remove(sent)),
    ...spellings.map(([name, text]) => trial(name, signature.write(sent, text))),
    ...surface.proof.flatMap((header) => wrongHeaders(surface, sent, header, trial)),
    ...surface.secrets.wrong.map((secret) =>
      trial(`a signature with another secret: ${secretName(secret)}`, surface.prove({ ...draft, secret })),
    ),
    trial(
      "another request's signature",
      signature.write(sent, signature.read(surface.prove({ ...draft, body: Buffer.from('{}'), secret: 'not-ours' }))),
    ),
  ]
}

/** A request whose signature has what base64's two alphabets differ in, so that its other spelling is another text. */
function telling(surface: Surface, at: number): { draft: Draft; sent: Sent } {
  for (let tries = 0; ; tries += 1) {
    const draft = surface.draft(at)
    const sent = surface.prove(draft)
    if (surface.encoding !== 'base64' || /[+/]/.test(surface.signature.read(sent)) || tries > 200)
      return { draft, sent }
  }
}

function secretName(secret: string): string {
  return secret === ''
    ? 'an empty one'
    : `of ${secret.length} characters, ${createHash('sha256').update(secret).digest('hex').slice(0, 4)}`
}

function anySpellings(right: string, { allows }: Surface): Spelling[] {
  const half = right.length >> 1
  return [
    ['an empty signature', ''],
    ['without its last character', right.slice(0, -1)],
    ['without its first character', right.slice(1)],
    ['its first half', right.slice(0, half)],
    ['its first eight characters', right.slice(0, 8)],
    ['a character longer', `${right}A`],
    ['a character longer at the front', `0${right}`],
    ['twice in a row', right + right],
    ...(allows.has('a list with commas') ? [] : ([['twice with a comma', `${right},${right}`]] satisfies Spelling[])),
    ['with a space inside', `${right.slice(0, half)} ${right.slice(half)}`],
    ['with a tab inside', `${right.slice(0, half)}\t${right.slice(half)}`],
    ['in quotes', `"${right}"`],
    ['backwards', [...right].reverse().join('')],
    ['with its first character changed', (right.startsWith('a') ? 'b' : 'a') + right.slice(1)],
    [
      'with its last letter changed',
      right.replace(/[0-9A-Za-z](?=[^0-9A-Za-z]*$)/, (last) => (last === '5' ? '6' : '5')),
    ],
    ['escaped for an address', [...right].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('')],
    ['nothing but zeros', '0'.repeat(right.length)],
    ['nothing but A', 'A'.repeat(right.length)],
    ['an asterisk', '*'],
    ['the word null', 'null'],
    ['the word undefined', 'undefined'],
    ['the word true', 'true'],
    ['four thousand percent signs', '%'.repeat(4_000)],
    ['a random one', randomBytes(right.length).toString('hex').slice(0, right.length)],
  ]
}

function base64Spellings(right: string): Spelling[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const bare = right.replace(/=+$/, '')
  const padding = right.slice(bare.length)
  const last = alphabet.indexOf(bare.at(-1) ?? 'A')
  return [
    ['base64url', right.replaceAll('+', '-').replaceAll('/', '_')],
    ['base64url without padding', bare.replaceAll('+', '-').replaceAll('/', '_')],
    ['without padding', bare],
    ['with more padding', `${right}=`],
    ['with something after the padding', `${right}AAAA`],
    ['with bits set that mean nothing', bare.slice(0, -1) + alphabet[last ^ 1] + padding],
    ['hex instead of base64', Buffer.from(right, 'base64').toString('hex')],
    ['base64 of its base64', Buffer.from(right).toString('base64')],
    ['in upper case', right.toUpperCase()],
    ['in lower case', right.toLowerCase()],
    ['with upper and lower case exchanged', exchange(right)],
  ]
}

function hexSpellings(right: string, { allows }: Surface): Spelling[] {
  return [
    ['base64 instead of hex', Buffer.from(right, 'hex').toString('base64')],
    ['base64url instead of hex', Buffer.from(right, 'hex').toString('base64url')],
    ['hex of its hex', Buffer.from(right).toString('hex')],
    ['with 0x before it', `0x${right}`],
    ['with colons between', right.replaceAll(/..(?=.)/g, '$&:')],
    ...(allows.has('upper-case hex') ? [] : ([['in upper case', right.toUpperCase()]] satisfies Spelling[])),
  ]
}

/** What somebody can make who knows the method but not the secret, or mistakes the method. */
function hashes({ body, secret, target }: Draft, encoding: 'base64' | 'hex'): Spelling[] {
  return [
    ['a hash without a secret', createHash('sha256').update(body).digest(encoding)],
    ['a hash of secret and body', createHash('sha256').update(`${secret}.`).update(body).digest(encoding)],
    ['HMAC with nothing signed', createHmac('sha256', secret).digest(encoding)],
    ['HMAC of the address alone', createHmac('sha256', secret).update(target).digest(encoding)],
    ['HMAC with an empty key', createHmac('sha256', '').update(body).digest(encoding)],
    ['HMAC by SHA-512', createHmac('sha512', secret).update(body).digest(encoding)],
    ['HMAC by MD5', createHmac('md5', secret).update(body).digest(encoding)],
  ]
}

function wrongHeaders(
  { allows, signature }: Surface,
  sent: Sent,
  header: string,
  trial: (name: string, changed: Sent) => Trial,
): Trial[] {
  const bad = (value: string) => (/^\d+$/.test(value) ? String(Number(value) - 1) : `${value.slice(0, -3)}AAA`)
  const trials = [
    trial(
      `${header} left out`,
      withHeader(sent, header, () => []),
    ),
    trial(
      `${header} empty`,
      withHeader(sent, header, () => ['']),
    ),
    trial(`${header} under another name`, {
      ...sent,
      headers: sent.headers.map(([name, value]) => [name === header ? `x-${name}` : name, value]),
    }),
    trial(
      `${header} in the query instead`,
      withHeader(
        {
          ...sent,
          target: `${sent.target}${sent.target.includes('?') ? '&' : '?'}${header}=${encodeURIComponent(signature.read(sent))}`,
        },
        header,
        () => [],
      ),
    ),
  ]
  if (allows.has('a list of signatures') && /signature/.test(header)) return trials
  return [
    ...trials,
    trial(
      `${header} twice`,
      withHeader(sent, header, (value) => [value, value]),
    ),
    trial(
      `${header} twice, the second wrong`,
      withHeader(sent, header, (value) => [value, bad(value)]),
    ),
    trial(
      `${header} twice, the first wrong`,
      withHeader(sent, header, (value) => [bad(value), value]),
    ),
    trial(
      `${header} twice in one, with a comma`,
      withHeader(sent, header, (value) => [`${value}, ${bad(value)}`]),
    ),
  ]
}

function exchange(text: string): string {
  return text.replaceAll(/[a-z]/gi, (one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase()))
}
