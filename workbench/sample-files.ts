import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { crc32, deflateSync } from 'node:zlib'
import { loopbackCertificate } from './developer-platform/loopback-certificate.ts'
import { pickPort } from './pick-port.ts'

export interface SampleFiles {
  /** `127.0.0.1:<port>`, as an admin would allow it. */
  host: string
  port: number
  links: { name: string; url: string }[]
  close(): Promise<void>
}

/**
 * Files to attach without the internet, on loopback and by https, as a card takes no other link. This process vouches for
 * the host. Its port is the wished one where that is free, so that the links of a former run still lead somewhere.
 */
export async function openSampleFiles(wish: number): Promise<SampleFiles> {
  const files = new Map([
    ['offer.pdf', { type: 'application/pdf', content: samplePdf('An offer from Company Sales') }],
    ['picture.png', { type: 'image/png', content: samplePng(240, 160) }],
  ])
  const { key, certificate } = loopbackCertificate()
  setDefaultCACertificates([...getCACertificates('default'), certificate])
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const file = files.get((request.url ?? '').slice(1))
    if (!file) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file.')
    response.writeHead(200, { 'content-type': file.type, 'content-length': file.content.length }).end(file.content)
  })
  const wished = await pickPort(wish)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(wished, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  return {
    host,
    port,
    links: [...files.keys()].map((name) => ({ name, url: `https://${host}/${name}` })),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One page that says one line. */
function samplePdf(line: string): Buffer {
  const drawn = `BT /F1 28 Tf 72 700 Td (${line}) Tj ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${drawn.length}>>stream\n${drawn}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const place = text.length
    text += `${index + 1} 0 obj${object}endobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const count = objects.length + 1
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}`
  return Buffer.from(`${text}${table}trailer<</Root 1 0 R/Size ${count}>>\nstartxref\n${text.length}\n%%EOF\n`)
}

/** A sunset: each row of pixels a little nearer to the ground. */
function samplePng(width: number, height: number): Buffer {
  const chunk = (name: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), content])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(content.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Array.from({ length: height }, (_, y) => {
    const share = y / height
    const pixel = [Math.round(40 + 215 * share), Math.round(60 + 90 * share), Math.round(140 - 80 * share)]
    return Buffer.from([0, ...Array.from({ length: width }, () => pixel).flat()])
  })
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const picture = deflateSync(Buffer.concat(rows))
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', picture), chunk('IEND', Buffer.alloc(0))])
}
