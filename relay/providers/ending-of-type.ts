const endings = new Map(
  Object.entries({
    'application/pdf': 'pdf',
    'audio/aac': 'aac',
    'audio/amr': 'amr',
    'audio/mp4': 'm4a',
    'audio/mpeg': 'mp3',
    'audio/ogg': 'ogg',
    'image/gif': 'gif',
    'image/heic': 'heic',
    'image/jpeg': 'jpg',
    'image/png': 'png',
    'image/webp': 'webp',
    'text/plain': 'txt',
    'text/vcard': 'vcf',
    'text/x-vcard': 'vcf',
    'video/3gpp': '3gp',
    'video/mp4': 'mp4',
    'video/quicktime': 'mov',
  }),
)

/** A name with the ending that a file of this type has, for vendors that give a file no name. */
export function withEndingOfType(name: string, contentType: string): string {
  const ending = endings.get(contentType)
  return ending === undefined ? name : `${name}.${ending}`
}
