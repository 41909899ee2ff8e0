import { randomInt } from 'node:crypto'
import type { VendorFile, VendorForm } from '../fake-vendor/read-form.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { graphRefusal } from './graph-refusal.ts'

/** Largest files by kind, in bytes. */
const most: Record<string, number> = { image: 5_000_000, video: 16_000_000, audio: 16_000_000 }

/** `POST /{phone number}/media`: keeps a file under an id. */
export function takeMedia(form: VendorForm | undefined, kept: Map<string, VendorFile>): VendorReply {
  const file = form?.files.file
  if (!form || !file) return graphRefusal(400, 100, '(#100) The parameter file is required.')
  if (form.fields.messaging_product !== 'whatsapp') {
    return graphRefusal(400, 100, '(#100) The parameter messaging_product is required.')
  }
  if (form.fields.type !== undefined && form.fields.type !== file.contentType) {
    return graphRefusal(400, 100, '(#100) Param file must be a file of the type that is named.')
  }
  const kind = file.contentType.split('/')[0] ?? ''
  if (file.content.length > (most[kind] ?? 100_000_000)) {
    return graphRefusal(400, 131053, 'Media upload error')
  }
  const id = String(randomInt(1e14, 2e14))
  kept.set(id, file)
  return { status: 200, body: { id } }
}
