import type { StoredFile } from '../message/store-replies.ts'
import type { ReceivedAttachment } from '../providers/provider.ts'
import { receivedFile } from '../providers/received-file.ts'
import { storable } from '../store/storable.ts'

/** Files that came, as a message keeps them. */
export function asStoredFiles(files: readonly ReceivedAttachment[] = []): StoredFile[] {
  return files.map(receivedFile).map(({ url, contentType, name, until }) => ({
    url: url && storable(url),
    contentType: storable(contentType),
    name: storable(name),
    ...(until ? { until: until.toISOString() } : {}),
  }))
}
