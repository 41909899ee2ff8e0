const types: Record<string, string> = {
  aac: 'audio/aac',
  amr: 'audio/amr',
  caf: 'audio/x-caf',
  gif: 'image/gif',
  heic: 'image/heic',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  m4a: 'audio/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  vcf: 'text/vcard',
  webp: 'image/webp',
}

/** The MIME type that a file's name shows by its ending, for vendors that say no more of a file. */
export function typeOfName(name: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return types[ending] ?? 'application/octet-stream'
}
