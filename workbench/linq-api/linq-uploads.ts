import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { VendorRequest } from '../fake-vendor/fake-vendor.ts'
import type { VendorFile } from '../fake-vendor/read-form.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { LinqProblem } from './linq-problem.ts'

const wanted = Compile(
  Type.Object(
    {
      filename: Type.String({ minLength: 1 }),
      content_type: Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]+$' }),
      size_bytes: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
    },
    { additionalProperties: false },
  ),
)
const refused = /webp|svg|flac|ogg|msdownload/

/** Linq's store of files: a place is asked for, and filled at an address that is the permission itself. */
export interface LinqUploads {
  /** `POST /v3/attachments`. */
  reserve(json: unknown, origin: string): VendorReply
  /** `PUT` to a place; the headers must be those it was given with. */
  store(request: VendorRequest): VendorReply
  /** What a part of a message names. Throws `LinqProblem` where there is nothing, or nothing yet. */
  file(id: string): VendorFile
}

export function createLinqUploads(): LinqUploads {
  const places = new Map<string, VendorFile & { size: number }>()
  return {
    reserve(json, origin) {
      if (!wanted.Check(json)) throw new LinqProblem(400, 1001, 'A required field is missing or is not known.')
      const { filename: name, content_type: contentType, size_bytes: size } = json
      if (refused.test(contentType)) throw new LinqProblem(400, 5004, 'Unsupported content type')
      const id = randomUUID()
      places.set(id, { name, contentType, size, content: Buffer.alloc(0) })
      const reserved = {
        attachment_id: id,
        upload_url: `${origin}/store/${id}?X-Amz-Signature=0a1b`,
        download_url: `https://cdn.linqapp.example/attachments/${id}/${encodeURIComponent(name)}`,
        http_method: 'PUT',
        required_headers: { 'Content-Type': contentType, 'Content-Length': String(size) },
        expires_at: '2026-12-31T00:00:00.000Z',
      }
      return { status: 200, body: reserved }
    },
    store({ path, query, headers, body }) {
      const place = places.get(path.split('/').at(-1) ?? '')
      const signed = query.get('X-Amz-Signature') === '0a1b' && headers.authorization === undefined
      if (!place || !signed || headers['content-type'] !== place.contentType || body.length !== place.size) {
        return { status: 403, body: '<Error><Code>SignatureDoesNotMatch</Code></Error>' }
      }
      place.content = body
      return { status: 200, body: '' }
    },
    file(id) {
      const place = places.get(id)
      if (!place) throw new LinqProblem(404, 2001, 'Attachment not found')
      if (place.content.length === 0) throw new LinqProblem(409, 2007, 'Attachment is not ready')
      const { size: _, ...file } = place
      return file
    },
  }
}
