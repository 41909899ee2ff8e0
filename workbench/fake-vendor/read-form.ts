/** A `multipart/form-data` body, taken apart. */
export interface VendorForm {
  fields: Record<string, string>
  files: Record<string, VendorFile>
}

/** A file as it came to a vendor. */
export interface VendorFile {
  name: string
  contentType: string
  content: Buffer
}

/** The form of a request; undefined where it has none, or one that cannot be read. */
export async function readForm(contentType: string | undefined, body: Buffer): Promise<VendorForm | undefined> {
  if (!contentType?.startsWith('multipart/form-data')) return undefined
  const form: VendorForm = { fields: {}, files: {} }
  try {
    const headers = { 'content-type': contentType }
    for (const [name, value] of await new Response(new Uint8Array(body), { headers }).formData()) {
      if (typeof value === 'string') form.fields[name] = value
      else {
        const content = Buffer.from(await value.arrayBuffer())
        form.files[name] = { name: value.name, contentType: value.type, content }
      }
    }
  } catch {
    return undefined
  }
  return form
}
