import { createServer } from 'node:http'
import { extname } from 'node:path'
import { listenOnLoopback } from '../../../workbench/listen-on-loopback.ts'
import { sampleFile } from '../../../workbench/file-host/sample-file.ts'
import type { Stage } from '../../stage/perform.ts'

const files: Record<string, [type: string, content: Buffer]> = {
  '.png': ['image/png', sampleFile.png],
  '.pdf': ['application/pdf', sampleFile.pdf],
  '.mp3': ['audio/mpeg', Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)])],
}

/** Serves a small file of its kind under every name. */
export async function openFileServer(stage: Stage): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const file = files[extname(url)]
    if (!file) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': file[0], 'content-length': file[1].byteLength }).end(file[1])
  })
  const { url, close } = await listenOnLoopback(server)
  stage.atEnd(() => close())
  return url
}
