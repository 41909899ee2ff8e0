import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Invalid, Permanent } from '../errors.ts'
import { createVault, type SealedPlace } from './vault.ts'

const newKey = (): KeyObject => createSecretKey(randomBytes(32))
const place: SealedPlace = { portalId: '4242', field: 'portal.refresh_token' }
const plain = 'na1-canary-b1e6-4c0c'

/** What `open` throws, whole. */
function failure(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('it opened')
}

/** The envelope with one bit of one byte turned. */
function changed(sealed: string, at: number): string {
  const bytes = Buffer.from(sealed, 'base64url')
  bytes[at]! ^= 1 << (at % 8)
  return bytes.toString('base64url')
}

test('whatever text is sealed comes back as it was, anywhere it belongs', () => {
  const vault = createVault({ keys: [newKey()] })
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (value, portalId, name) => {
        const anywhere = { portalId, field: `account_secret.value ${name}` } as const
        const sealed = vault.seal(value, anywhere)
        expect(vault.open(sealed, anywhere)).toBe(value)
        expect(sealed).toMatch(/^[A-Za-z0-9_-]+$/)
        expect(Buffer.from(sealed, 'base64url')).toHaveLength(97 + Buffer.byteLength(value))
      },
    ),
  )
})

test('nothing of a value is seen in its envelope, and no two envelopes share anything but version and key id', () => {
  const vault = createVault({ keys: [newKey()] })
  const [one, other] = [vault.seal(plain, place), vault.seal(plain, place)].map((text) =>
    Buffer.from(text, 'base64url'),
  )
  expect(one!.includes(plain)).toBe(false)
  expect(one!.subarray(0, 9)).toEqual(other!.subarray(0, 9))
  for (const [from, to] of [
    [9, 21],
    [21, 53],
    [69, 81],
    [81, 81 + plain.length],
  ]) {
    expect(one!.subarray(from, to)).not.toEqual(other!.subarray(from, to))
  }
})

test('a value changed in any byte does not open, and is refused in the same words every time', () => {
  const vault = createVault({ keys: [newKey()] })
  const sealed = vault.seal(plain, place)
  const length = Buffer.from(sealed, 'base64url').length
  for (let at = 0; at < length; at += 1) {
    const error = failure(() => vault.open(changed(sealed, at), place))
    expect(error).toBeInstanceOf(Permanent)
    expect(error).toMatchObject({ code: 'secret_unreadable', cause: undefined })
  }
})

test('every way of not opening says the same and nothing of the value', () => {
  const vault = createVault({ keys: [newKey()] })
  const sealed = vault.seal(plain, place)
  const stranger = createVault({ keys: [newKey()] }).seal(plain, place)
  const bytes = Buffer.from(sealed, 'base64url')
  const [one, other] = [bytes, Buffer.from(vault.seal('another', place), 'base64url')]
  const wrong = [
    '',
    plain,
    sealed.slice(0, -1),
    sealed + 'A',
    `${sealed}=`,
    ` ${sealed}`,
    `${sealed}\n`,
    bytes.toString('base64'),
    bytes.subarray(0, 60).toString('base64url'),
    Buffer.concat([one.subarray(0, 69), other.subarray(69)]).toString('base64url'),
    stranger,
    changed(sealed, 0),
    changed(sealed, 4),
    changed(sealed, 90),
  ]
  const said = wrong.map((text) => {
    const error = failure(() => vault.open(text, place)) as Error
    return inspect({ ...error, message: error.message, name: error.name })
  })
  expect(new Set(said).size).toBe(1)
  expect(said[0]).not.toContain(plain)
})

test('a value does not open for another account, in another column, or where both only look alike', () => {
  const vault = createVault({ keys: [newKey()] })
  const sealed = vault.seal(plain, place)
  for (const moved of [
    { ...place, portalId: '4243' },
    { ...place, portalId: '' },
    { ...place, field: 'portal.access_token' },
    { portalId: '42', field: '42portal.refresh_token' },
    { portalId: '4242","portal.refresh_token', field: '' },
    { portalId: place.field, field: place.portalId },
  ]) {
    expect(failure(() => vault.open(sealed, moved as SealedPlace))).toMatchObject({ code: 'secret_unreadable' })
  }
})

test('while the master key is replaced the old one still opens, and what is rewrapped needs only the new one', () => {
  const [old, fresh] = [newKey(), newKey()]
  const before = createVault({ keys: [old] })
  const during = createVault({ keys: [fresh, old] })
  const after = createVault({ keys: [fresh] })
  const sealed = before.seal(plain, place)
  expect(during.open(sealed, place)).toBe(plain)
  expect(during.isCurrent(sealed)).toBe(false)

  const rewrapped = during.rewrap(sealed)
  expect(during.isCurrent(rewrapped)).toBe(true)
  expect(after.open(rewrapped, place)).toBe(plain)
  expect(during.rewrap(rewrapped)).toBe(rewrapped)
  expect(after.isCurrent(during.seal(plain, place))).toBe(true)
  // The value itself was not encrypted again: only the part that wraps its key is another.
  expect(Buffer.from(rewrapped, 'base64url').subarray(69)).toEqual(Buffer.from(sealed, 'base64url').subarray(69))

  expect(after.isCurrent(sealed)).toBe(false)
  expect(failure(() => after.open(sealed, place))).toMatchObject({ code: 'secret_unreadable' })
  expect(failure(() => after.rewrap(sealed))).toMatchObject({ code: 'secret_unreadable' })
  expect(failure(() => before.open(rewrapped, place))).toMatchObject({ code: 'secret_unreadable' })
  expect(failure(() => during.open(rewrapped, { ...place, portalId: '1' }))).toMatchObject({
    code: 'secret_unreadable',
  })
})

test('what was changed is not carried over to a new master key', () => {
  const old = newKey()
  const sealed = createVault({ keys: [old] }).seal(plain, place)
  const vault = createVault({ keys: [newKey(), old] })
  for (let at = 0; at < 69; at += 1) {
    expect(failure(() => vault.rewrap(changed(sealed, at)))).toMatchObject({ code: 'secret_unreadable' })
  }
  expect(vault.isCurrent('not sealed')).toBe(false)
})

test('half a character is refused, since it would come back as another value', () => {
  const vault = createVault({ keys: [newKey()] })
  expect(failure(() => vault.seal('\ud800', place))).toBeInstanceOf(Invalid)
})

test('a vault without a key is not made', () => {
  expect(() => createVault({ keys: [] })).toThrow('needs a master key')
})
