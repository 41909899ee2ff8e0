import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Temporary } from '../../errors.ts'
import { askVendor } from '../call-vendor.ts'
import type { Attachment, Line, ProviderContext } from '../provider.ts'
import { linqRequest } from './linq-request.ts'
import type { LinqSettings } from './settings.ts'
import { throwRefusal } from './throw-refusal.ts'

const places = Compile(
  Type.Object({
    attachment_id: Type.String({ minLength: 1 }),
    upload_url: Type.String(),
    required_headers: Type.Record(Type.String(), Type.String()),
  }),
)

/** What Linq calls types that have another name elsewhere. */
const linqTypes: Record<string, string> = {
  'audio/mp4': 'audio/x-m4a',
  'audio/wav': 'audio/x-wav',
  'audio/aiff': 'audio/x-aiff',
}

/**
 * Puts files into Linq's store and returns the ids that a message names them by, in the same order. Nothing reaches the
 * person by this, so every doubt is `Temporary`.
 */
export async function uploadFiles(
  files: readonly Attachment[],
  line: Line<LinqSettings>,
  context: ProviderContext,
): Promise<string[]> {
  const ids: string[] = []
  for (const file of files) ids.push(await upload(file, line, context))
  return ids
}

async function upload(
  { content, contentType, name }: Attachment,
  line: Line<LinqSettings>,
  context: ProviderContext,
): Promise<string> {
  const body = { filename: name, content_type: linqTypes[contentType] ?? contentType, size_bytes: content.length }
  const { url, request } = linqRequest('/attachments', line, { body })
  const answer = await askVendor('Linq', url, request, context)
  if (answer.status < 200 || answer.status >= 300) return throwRefusal(answer, context.now())
  const { json } = answer
  if (!places.Check(json) || !URL.canParse(json.upload_url)) throw unclear()
  // The address itself is the permission: the token of the line is not for whoever stores the bytes.
  const put = { method: 'PUT', headers: json.required_headers, body: new Uint8Array(content) }
  const stored = await askVendor('Linq', new URL(json.upload_url), put, context)
  if (stored.status < 200 || stored.status >= 300) throw unclear()
  return json.attachment_id
}

function unclear(): Temporary {
  return new Temporary('attachment_not_ready', 'Linq could not store a file of this message.')
}
