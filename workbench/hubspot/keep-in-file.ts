import { readFile, rename, writeFile } from 'node:fs/promises'
import type { HubSpot, HubSpotSnapshot } from './hubspot.ts'

/**
 * Gives the fake a memory: restores what the file holds and writes it anew, as a whole, soon after every change.
 * `close` writes a last time. The folder must exist.
 */
export async function keepInFile(
  hubspot: Pick<HubSpot, 'snapshot' | 'restore' | 'onChange'>,
  file: string,
  delay = 300,
): Promise<{ restored: boolean; close(): Promise<void> }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text !== null) hubspot.restore(JSON.parse(text) as HubSpotSnapshot)

  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  function write(): Promise<void> {
    timer = undefined
    writing = writing.then(async () => {
      await writeFile(`${file}.new`, JSON.stringify(hubspot.snapshot()))
      await rename(`${file}.new`, file)
    })
    return writing
  }
  const end = hubspot.onChange(() => {
    timer ??= setTimeout(() => void write(), delay)
  })
  return {
    restored: text !== null,
    async close() {
      end()
      clearTimeout(timer)
      await write()
    },
  }
}
