import { useId, useState, type FormEvent } from 'react'

/** A text and a button; Enter sends. The text stays when sending fails. */
export function ReplyBox({
  label,
  placeholder,
  onDraft,
  send,
}: {
  label: string
  placeholder: string
  /** Told what stands in the field whenever it changes. */
  onDraft?(draft: string): void
  send(body: string): Promise<void>
}) {
  const id = useId()
  const [text, setText] = useState('')
  const put = (draft: string) => {
    setText(draft)
    onDraft?.(draft)
  }
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (busy || text.trim() === '') return
    setBusy(true)
    try {
      await send(text)
      put('')
      setProblem('')
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="reply" onSubmit={(event) => void submit(event)}>
      {problem && <p role="alert">{problem}</p>}
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <textarea
        id={id}
        rows={1}
        value={text}
        placeholder={placeholder}
        onChange={(event) => put(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return
          event.preventDefault()
          void submit()
        }}
      />
      <button type="submit" aria-label="Send reply" disabled={busy || text.trim() === ''}>
        ↑
      </button>
    </form>
  )
}
