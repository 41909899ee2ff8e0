import { callExtension } from '../call-extension.ts'
import { extensionEvent } from '../extension-event.ts'
import { useReactions } from '../stage-context.ts'
import { useOverlaySlot } from './overlay-slot.tsx'
import type { SdkProps } from './sdk-props.ts'

function Tag({ variant = 'default', onClick, overlay, inline, children, testId }: SdkProps<'Tag'>) {
  const reactions = useReactions()
  const { slot, open } = useOverlaySlot(overlay)
  const look = { className: `hx-tag hx-tag-${variant}${inline ? ' hx-inline' : ''}`, 'data-testid': testId }
  if (!onClick && !overlay) return <span {...look}>{children}</span>
  return (
    <>
      <button
        {...look}
        type="button"
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

function StatusTag(props: SdkProps<'StatusTag'>) {
  const { variant = 'default', hollow, onClick, showRemoveIcon, onRemoveClick, children, testId } = props
  const dot = <span className={`hx-dot${hollow ? ' hx-hollow' : ''}`} aria-hidden="true" />
  return (
    <span data-testid={testId} className={`hx-status-tag hx-status-${variant}`}>
      {dot}
      {onClick ? (
        <button type="button" onClick={() => callExtension(onClick)}>
          {children}
        </button>
      ) : (
        <span>{children}</span>
      )}
      {showRemoveIcon && (
        <button type="button" aria-label="Remove" onClick={() => callExtension(onRemoveClick)}>
          ×
        </button>
      )}
    </span>
  )
}

/** Small marks with a word in them. */
export const tags = { StatusTag, Tag }
