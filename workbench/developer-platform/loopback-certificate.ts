import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** The parts of DER (X.690) that one certificate (RFC 5280) needs. Node can read certificates but not make them. */
function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body])
  if (body.length < 0x100) return Buffer.concat([Buffer.from([tag, 0x81, body.length]), body])
  return Buffer.concat([Buffer.from([tag, 0x82, body.length >> 8, body.length & 0xff]), body])
}

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)
const octets = (content: Uint8Array) => der(0x04, content)
const yes = der(0x01, Buffer.from([0xff]))
const bits = (content: Uint8Array) => der(0x03, Buffer.from([0]), content)

/** Object identifiers, already encoded. */
const oid = {
  ecdsaWithSha256: der(0x06, Buffer.from('2a8648ce3d040302', 'hex')),
  commonName: der(0x06, Buffer.from('550403', 'hex')),
  basicConstraints: der(0x06, Buffer.from('551d13', 'hex')),
  subjectAltName: der(0x06, Buffer.from('551d11', 'hex')),
}

function utcTime(date: Date): Buffer {
  return der(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`))
}

/**
 * A key and a certificate for https://127.0.0.1 that vouches for itself, good for a day; both PEM. A client that is told
 * to trust the certificate (NODE_EXTRA_CA_CERTS) accepts the server that holds the key.
 */
export function loopbackCertificate(now = new Date()): { key: string; certificate: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid.ecdsaWithSha256)
  const name = sequence(der(0x31, sequence(oid.commonName, der(0x0c, Buffer.from('Homing workbench')))))
  const day = 86_400_000
  const serial = randomBytes(16)
  // A serial number is positive and has no leading zero.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    algorithm,
    name,
    sequence(utcTime(new Date(now.getTime() - day)), utcTime(new Date(now.getTime() + day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        sequence(oid.basicConstraints, yes, octets(sequence(yes))),
        sequence(oid.subjectAltName, octets(sequence(der(0x87, Buffer.from([127, 0, 0, 1]))))),
      ),
    ),
  )
  const certificate = sequence(toBeSigned, algorithm, bits(sign('sha256', toBeSigned, privateKey)))
  const lines = certificate.toString('base64').replaceAll(/.{64}/g, '$&\n')
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}
