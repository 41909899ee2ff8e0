import type { WorkbenchConfig } from './api.ts'

/** Links to attach in the card, for whoever has none at hand: each is selected whole, to be copied. */
export function SampleFiles({ files }: { files: WorkbenchConfig['sampleFiles'] }) {
  return (
    <section className="panel samples" aria-label="Files to attach">
      <h2>Files to attach</h2>
      {files.map(({ name, url }) => (
        <div key={name}>
          <code>{url}</code>
          <button type="button" className="link-button" onClick={() => void navigator.clipboard.writeText(url)}>
            Copy<span className="unseen"> the link to {name}</span>
          </button>
        </div>
      ))}
    </section>
  )
}
