import { Children, useEffect, useId, useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { callExtension } from '../call-extension.ts'
import { extensionEvent } from '../extension-event.ts'
import { useReactions } from '../stage-context.ts'
import { hrefProps } from './href-props.ts'
import { Glyph } from './glyph.tsx'
import { useOverlaySlot } from './overlay-slot.tsx'
import type { SdkProps } from './sdk-props.ts'
import { shortSize, spacingStyle } from './spacing.ts'

type Props = Omit<SdkProps<'Button'>, 'children'> & { children?: ReactNode; busy?: boolean }

/** The button that every button of the SDK is drawn with. */
function Button({
  variant = 'secondary',
  size,
  type = 'button',
  href,
  onClick,
  disabled = false,
  busy = false,
  truncate,
  overlay,
  children,
  testId,
  ...spaced
}: Props) {
  const reactions = useReactions()
  const { slot, open } = useOverlaySlot(overlay)
  const click = (event: MouseEvent) => {
    callExtension(onClick, extensionEvent(event), reactions)
    open()
  }
  const look = {
    className: `hx-button hx-button-${variant} hx-button-${shortSize(size, 'md')}${truncate ? ' hx-truncate' : ''}`,
    style: spacingStyle(spaced),
    'data-testid': testId,
  }
  return (
    <>
      {href && !disabled ? (
        <a {...look} {...hrefProps(href)} onClick={click}>
          {children}
        </a>
      ) : (
        <button {...look} type={type} disabled={disabled || busy} aria-busy={busy || undefined} onClick={click}>
          {busy && <span className="hx-spinner hx-spinner-xs" aria-hidden="true" />}
          {children}
        </button>
      )}
      {slot}
    </>
  )
}

function LoadingButton({ loading = false, resultIconName, overlayOptions, ...props }: SdkProps<'LoadingButton'>) {
  const [finished, setFinished] = useState(false)
  const was = useRef(loading)
  useEffect(() => {
    if (was.current && !loading) setFinished(true)
    if (loading) setFinished(false)
    was.current = loading
  }, [loading])
  void overlayOptions
  return (
    <Button {...props} busy={loading}>
      {finished && <Glyph name={resultIconName ?? 'success'} />}
      {props.children}
    </Button>
  )
}

function ButtonRow({ children, testId }: SdkProps<'ButtonRow'>) {
  return (
    <div data-testid={testId} className="hx-button-row">
      {children}
    </div>
  )
}

interface DropdownProps extends Pick<Props, 'disabled' | 'children' | 'testId'> {
  options?: { label: string; onClick?: () => void }[]
  variant?: 'primary' | 'secondary' | 'transparent'
  buttonText?: string
  buttonSize?: string
}

function Dropdown({
  options,
  variant = 'secondary',
  buttonText = 'Actions',
  buttonSize,
  disabled,
  children,
  testId,
}: DropdownProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !frame.current?.contains(event.target as Node))
        setOpen(false)
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('keydown', close)
    }
  }, [open])
  return (
    <div ref={frame} className="hx-dropdown" data-testid={testId}>
      <button
        type="button"
        className={`hx-button hx-button-${variant} hx-button-${shortSize(buttonSize, 'md')}`}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        {buttonText} <span aria-hidden="true">▾</span>
      </button>
      {/* Kept mounted while closed: an item may hold the overlay that it opens. */}
      <div id={id} role="menu" className="hx-menu" hidden={!open} onClick={() => setOpen(false)}>
        {Children.count(children) > 0
          ? children
          : options?.map(({ label, onClick }, index) => (
              <button key={index} type="button" role="menuitem" onClick={() => callExtension(onClick)}>
                {label}
              </button>
            ))}
      </div>
    </div>
  )
}

function DropdownButtonItem({
  onClick,
  overlay,
  children,
  testId,
}: Pick<Props, 'onClick' | 'overlay' | 'children' | 'testId'>) {
  const reactions = useReactions()
  const { slot, open } = useOverlaySlot(overlay)
  return (
    <>
      <button
        type="button"
        role="menuitem"
        data-testid={testId}
        onClick={(event) => {
          callExtension(onClick, extensionEvent(event), reactions)
          open()
        }}
      >
        {children}
      </button>
      {slot}
    </>
  )
}

/** Buttons and menus. */
export const buttons = { Button, ButtonRow, Dropdown, DropdownButtonItem, LoadingButton }
