import { expect, test, vi } from 'vitest'
import type { Attachment } from '../../../relay/providers/provider.ts'
import type { Stage } from '../stage.ts'

/** Files leave with a message, and are at the receiving end what they were. `most`: in one message. */
export function sendingFiles(stage: Stage, most: number): void {
  const { attempt } = stage

  test('a file arrives whole beside its text', async () => {
    await sendAndCompare('See this – “the plan” 👍🏽', [file('png', 0)])
  })

  test('a file goes without a text', async () => {
    await sendAndCompare('', [file('pdf', 0)])
  })

  if (most > 1) {
    test('as many files as it may hold arrive in one message, each once', async () => {
      await sendAndCompare(
        'All of them',
        Array.from({ length: most }, (_, n) => file(n % 2 ? 'pdf' : 'png', n)),
      )
    })
  }

  async function sendAndCompare(body: string, attachments: Attachment[]) {
    // Some networks open a conversation with text only.
    await attempt(stage.message({ body: 'Hello' }))
    const before = await vi.waitFor(() => {
      expect(stage.world.arrived()).toHaveLength(1)
      return 1
    })
    const outcome = await attempt(stage.message({ body, attachments }))
    expect(outcome).toMatchObject({ outcome: 'accepted' })
    await vi.waitFor(() => {
      const arrived = stage.world.arrived().slice(before)
      expect(arrived.map((one) => one.body).join('')).toBe(body)
      const files = arrived.flatMap((one) => one.files ?? [])
      expect(files).toHaveLength(attachments.length)
      for (const [index, sent] of attachments.entries()) expect(files[index]).toEqual(asArrived(files[index], sent))
      const ids = arrived.map(({ providerId }) => providerId)
      expect(ids).toContain((outcome as { providerId?: string }).providerId)
    })
  }
}

/** What must have come of a file: its address, where the vendor fetches it, or else every byte of it. */
function asArrived(arrived: object | undefined, { url, name, contentType, content }: Attachment): object {
  return arrived && 'url' in arrived ? { url } : { name, contentType, content: Buffer.from(content) }
}

function file(kind: 'png' | 'pdf', number: number): Attachment {
  const sign = kind === 'png' ? [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] : [0x25, 0x50, 0x44, 0x46, 0x2d]
  // Every byte there is, line ends and boundaries among them, and no two files alike.
  const content = Uint8Array.from({ length: 3000 }, (_, n) => sign[n] ?? (n + number) % 256)
  const name = `Plan ${number} für Ärzte.${kind}`
  const url = `https://files.example/${number}.${kind}`
  return { url, name, contentType: kind === 'png' ? 'image/png' : 'application/pdf', content }
}
