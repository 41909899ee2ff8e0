import type { WorkbenchConfig } from './api.ts'
import { CopyLink } from './copy-link.tsx'

/** Links to attach in the card, for whoever has none at hand: each is selected whole, to be copied. */
export function SampleFiles({ files }: { files: WorkbenchConfig['sampleFiles'] }) {
  return (
    <section className="panel samples" aria-label="Files to attach">
      <h2>Files to attach</h2>
      {files.map(({ name, url }) => (
        <div key={name}>
          <code>{url}</code>
          <CopyLink name={name} url={url} />
        </div>
      ))}
    </section>
  )
}
