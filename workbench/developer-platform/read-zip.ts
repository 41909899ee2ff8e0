import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

/** Path → bytes of every file in a zip archive. Folders are left out. */
export async function readZip(archive: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  const zip = await fromBufferPromise(archive)
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('/')) files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  }
  return files
}
