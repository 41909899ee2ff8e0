import type { Attachment } from '../provider.ts'

/** A file and what is said beside it, as BlueBubbles takes files. */
export function fileForm({ content, contentType, name }: Attachment, fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set('attachment', new File([new Uint8Array(content)], name, { type: contentType }))
  return form
}
