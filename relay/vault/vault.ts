import { createCipheriv, createDecipheriv, createHmac, randomBytes, type KeyObject } from 'node:crypto'
import { Invalid, Permanent } from '../errors.ts'
import { envelopeStart, readEnvelope, writeEnvelope, type Envelope } from './envelope.ts'
import type { SealedColumn } from './sealed-columns.ts'

/** Where a sealed value belongs. It opens nowhere else, so a copy in another account's row or another column is worthless. */
export interface SealedPlace {
  portalId: string
  /** Table and column, such as `portal.refresh_token`; where a column holds several of an account, which one stands behind it. */
  field: SealedColumn | `account_secret.value ${string}` | KeptElsewhere
}

/** What is not wrapped anew with the rest: of a few minutes' life in a browser, or what each key says of itself. */
type KeptElsewhere = 'oauth.state' | 'master_key.word'

/** Keeps secrets readable only to whoever has the master key: AES-256-GCM with a data key of its own for each value. */
export interface Vault {
  /** What envelopes begin with that its keys wrapped, the newest first. Tells keys apart, and nothing else about them. */
  readonly starts: readonly string[]
  /** Text for any text column: 97 bytes longer than the value, in base64url. No two calls give the same. */
  seal(plain: string, place: SealedPlace): string
  /** The value. Throws `Permanent` with the same words whatever is wrong with it. */
  open(sealed: string, place: SealedPlace): string
  /** Whether the newest master key wraps it, so that `rewrap` would change nothing. */
  isCurrent(sealed: string): boolean
  /** The same value and data key, wrapped by the newest master key; what it is about stays unread. Throws as `open` does. */
  rewrap(sealed: string): string
}

interface MasterKey {
  id: Buffer
  key: KeyObject
}

const cipher = 'aes-256-gcm'
const tagLength = 16
const nonceLength = 12
const dataKeyLength = 32

/** Tells keys apart without telling anything about them. */
function withId(key: KeyObject): MasterKey {
  return { id: createHmac('sha256', key).update('homing master key id').digest().subarray(0, 8), key }
}

function encrypt(key: KeyObject | Buffer, nonce: Buffer, about: Buffer, plain: Buffer): Buffer {
  const encryption = createCipheriv(cipher, key, nonce, { authTagLength: tagLength }).setAAD(about)
  return Buffer.concat([encryption.update(plain), encryption.final(), encryption.getAuthTag()])
}

/** Throws where key, nonce, bytes or what they are about is not what was encrypted. */
function decrypt(key: KeyObject | Buffer, nonce: Buffer, about: Buffer, bytes: Buffer): Buffer {
  const end = bytes.length - tagLength
  const decryption = createDecipheriv(cipher, key, nonce, { authTagLength: tagLength })
  decryption.setAAD(about).setAuthTag(bytes.subarray(end))
  return Buffer.concat([decryption.update(bytes.subarray(0, end)), decryption.final()])
}

/** A list in JSON, so that no portal and field run together to another pair. */
const about = (...parts: string[]): Buffer => Buffer.from(JSON.stringify(['homing vault 1', ...parts]))

/** One sentence for every cause: a difference would tell whoever changes stored values how far they got. */
function unreadable(): Permanent {
  return new Permanent(
    'secret_unreadable',
    'A stored secret cannot be opened. Start the relay with the master key it was sealed with, or enter the secret anew.',
    { blame: 'line' },
  )
}

/**
 * A vault. `keys` are master keys of 32 bytes: the first one seals, all of them open. They are key objects, since
 * those print nothing of themselves in a log. `random` gives as many random bytes as it is asked for.
 */
export function createVault(options: { keys: readonly KeyObject[]; random?: (size: number) => Buffer }): Vault {
  const { keys, random = randomBytes } = options
  const masters = keys.map(withId)
  const [current] = masters
  if (!current) throw new Error('A vault needs a master key.')

  function wrap(dataKey: Buffer, master: MasterKey): Pick<Envelope, 'keyId' | 'wrapNonce' | 'wrapped'> {
    const wrapNonce = random(nonceLength)
    const wrapped = encrypt(master.key, wrapNonce, about(master.id.toString('hex')), dataKey)
    return { keyId: master.id, wrapNonce, wrapped }
  }

  function masterOf(envelope: Envelope | null): MasterKey | undefined {
    return masters.find(({ id }) => envelope && id.equals(envelope.keyId))
  }

  /** The envelope with its data key in clear. */
  function unwrap(sealed: string): { envelope: Envelope; master: MasterKey; dataKey: Buffer } {
    const envelope = readEnvelope(sealed)
    const master = masterOf(envelope)
    if (!envelope || !master) throw unreadable()
    const dataKey = decrypt(master.key, envelope.wrapNonce, about(master.id.toString('hex')), envelope.wrapped)
    return { envelope, master, dataKey }
  }

  function readable<T>(work: () => T): T {
    try {
      return work()
    } catch {
      // The cause would say which part of the value was changed.
      throw unreadable()
    }
  }

  return {
    starts: masters.map(({ id }) => envelopeStart(id)),
    seal(plain, { portalId, field }) {
      // UTF-8 cannot hold half a character, so it would come back as another value.
      if (!plain.isWellFormed()) throw new Invalid('malformed_secret', 'The secret is not text: copy it again.')
      const dataKey = random(dataKeyLength)
      const nonce = random(nonceLength)
      const ciphertext = encrypt(dataKey, nonce, about(portalId, field), Buffer.from(plain, 'utf8'))
      const sealed = writeEnvelope({ ...wrap(dataKey, current), nonce, ciphertext })
      dataKey.fill(0)
      return sealed
    },
    open(sealed, { portalId, field }) {
      return readable(() => {
        const { envelope, dataKey } = unwrap(sealed)
        const plain = decrypt(dataKey, envelope.nonce, about(portalId, field), envelope.ciphertext)
        dataKey.fill(0)
        return plain.toString('utf8')
      })
    },
    isCurrent: (sealed) => masterOf(readEnvelope(sealed)) === current,
    rewrap(sealed) {
      return readable(() => {
        const { envelope, master, dataKey } = unwrap(sealed)
        const rewrapped = master === current ? sealed : writeEnvelope({ ...envelope, ...wrap(dataKey, current) })
        dataKey.fill(0)
        return rewrapped
      })
    },
  }
}
