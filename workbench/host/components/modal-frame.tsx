import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

const focusable = 'a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex="0"]'

/** A dialog over the page: takes the focus, keeps it, gives it back, and closes on Escape. */
export function ModalFrame({
  kind = 'modal',
  title,
  label,
  width = 'sm',
  danger = false,
  onClose,
  children,
  testId,
}: {
  kind?: 'modal' | 'panel'
  title?: string
  label?: string
  width?: string
  danger?: boolean
  onClose(): void
  children?: ReactNode
  testId?: string
}) {
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    frame.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') return onClose()
    if (event.key !== 'Tab') return
    const stops = [...(frame.current?.querySelectorAll<HTMLElement>(focusable) ?? [])]
    const [first, last] = [stops[0], stops.at(-1)]
    if (!first || !last) return event.preventDefault()
    const at = document.activeElement
    if (event.shiftKey ? at === first || at === frame.current : at === last) {
      event.preventDefault()
      ;(event.shiftKey ? last : first).focus()
    }
  }
  return createPortal(
    <div className={`hx-overlay hx-overlay-${kind}`} onKeyDown={onKeyDown}>
      <div
        ref={frame}
        role="dialog"
        aria-modal="true"
        tabIndex={-1}
        data-testid={testId}
        className={`hx-${kind} hx-width-${width}${danger ? ' hx-danger' : ''}`}
        {...(title ? { 'aria-labelledby': id } : { 'aria-label': label ?? 'Dialog' })}
      >
        <header>
          <h2 id={id}>{title ?? label}</h2>
          <button type="button" className="hx-close" aria-label="Close" onClick={onClose}>
            ×
          </button>
        </header>
        {children}
      </div>
    </div>,
    document.body,
  )
}
