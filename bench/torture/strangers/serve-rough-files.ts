import { createServer } from 'node:http'
import { sampleFile } from '../../../workbench/file-host/sample-file.ts'
import { listenOnLoopback } from '../../../workbench/listen-on-loopback.ts'
import type { Stage } from '../../stage/perform.ts'
import { createRough } from './rough.ts'
import { roughText } from './rough-text.ts'

const types = [
  'image/png',
  'application/pdf',
  'application/zip',
  'video/mp4',
  'audio/mpeg',
  'text/html',
  'text/plain',
  'image/svg+xml',
  'x',
  '',
]
/** With what files begin: of archives and containers, and of what is none. */
const beginnings = [
  'PK\u0003\u0004',
  'PK\u0005\u0006',
  '%PDF-',
  '\u0089PNG\r\n\u001a\n',
  'ID3',
  'RIFF',
  '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1',
  '<?xml ',
  '<svg',
  'GIF8',
  '\u001a\u0045\u00df\u00a3',
  'OggS',
  '\0\0\0\u0018ftyp',
  '\0asm',
  '\u001f\u008b',
  '',
]

/** Serves a file of anything under every name, the same for the same seed. */
export async function serveRoughFiles(stage: Stage, seed: number): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const rough = createRough(seed + Number(url.split('/')[1]))
    const begin = Buffer.from(rough.pick(beginnings), 'latin1')
    const rest = rough.pick([
      () => rough.bytes(rough.below(60_000)),
      () => Buffer.alloc(rough.below(3_000_000), rough.pick(beginnings) || 'a', 'latin1'),
      () => Buffer.from(roughText(rough, rough.below(400_000))),
      () => sampleFile.png.subarray(0, rough.below(sampleFile.png.length)),
      () => sampleFile.pdf,
    ])()
    const headers = {
      'content-type': rough.pick(types),
      'content-disposition': `attachment; filename="${'a'.repeat(rough.below(3_000))}"`,
    }
    const length = rough.chance(0.1) ? { 'content-length': String(rest.length * 1_000) } : {}
    response.writeHead(rough.chance(0.9) ? 200 : rough.pick([204, 206, 404, 500]), { ...headers, ...length })
    response.end(Buffer.concat([begin, rest]))
    if ('content-length' in length) setTimeout(() => response.destroy(), 200)
  })
  const { url, close } = await listenOnLoopback(server)
  stage.atEnd(() => close())
  return url
}
