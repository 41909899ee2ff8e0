import type { Attachment } from '../provider.ts'

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

/** The file behind a `media_url`, which says no more of it than its ending. Sendblue keeps it for thirty days. */
export function mediaOf(url: string | null | undefined): Attachment | undefined {
  if (!url || !URL.canParse(url)) return undefined
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  const ending = /\.([a-z0-9]{1,5})$/i.exec(last)?.[1]?.toLowerCase() ?? ''
  return { url, contentType: types[ending] ?? 'application/octet-stream', name: last.slice(-100) || 'attachment' }
}
