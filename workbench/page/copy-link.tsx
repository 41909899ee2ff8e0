import { useState } from 'react'

/** Copies a link, and says whether the browser let it: some only do over https. */
export function CopyLink({ name, url }: { name: string; url: string }) {
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      setSaid('Copied')
    } catch {
      setSaid('Not copied: select the link and copy it by hand.')
    }
  }
  return (
    <>
      <button type="button" className="link-button" onClick={() => void copy()}>
        Copy<span className="unseen"> the link to {name}</span>
      </button>
      <small role="status">{said}</small>
    </>
  )
}
