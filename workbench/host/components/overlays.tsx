import { useContext, useEffect, useRef, useSyncExternalStore } from 'react'
import { callExtension } from '../call-extension.ts'
import { StageContext } from '../stage-context.ts'
import { ModalFrame } from './modal-frame.tsx'
import { OverlaySlotContext } from './overlay-slot.tsx'
import type { SdkProps } from './sdk-props.ts'
import { shortSize } from './spacing.ts'

/** Modals and panels are always in the extension's tree; whether one shows is decided here, by its id. */
function useOverlay({ id, onOpen, onClose }: Pick<SdkProps<'Modal'>, 'id' | 'onOpen' | 'onClose'>) {
  const stage = useContext(StageContext)
  const tell = useContext(OverlaySlotContext)
  useEffect(() => tell?.(id), [tell, id])
  const open = useSyncExternalStore(stage.subscribe, () => stage.read().overlays.includes(id))
  const was = useRef(false)
  useEffect(() => {
    if (open !== was.current) callExtension(open ? onOpen : onClose)
    was.current = open
  }, [open, onOpen, onClose])
  return { open, close: () => stage.closeOverlay(id) }
}

function Modal(props: SdkProps<'Modal'>) {
  const { open, close } = useOverlay(props)
  if (!open) return null
  const { title, width, variant, children, testId } = props
  return (
    <ModalFrame
      {...named(title, props['aria-label'], testId)}
      width={shortSize(width, 'sm')}
      danger={variant === 'danger'}
      onClose={close}
    >
      {children}
    </ModalFrame>
  )
}

function Panel(props: SdkProps<'Panel'>) {
  const { open, close } = useOverlay(props)
  if (!open) return null
  const { title, width, children, testId } = props
  return (
    <ModalFrame
      {...named(title, props['aria-label'], testId)}
      kind="panel"
      width={shortSize(width, 'sm')}
      onClose={close}
    >
      {children}
    </ModalFrame>
  )
}

function named(title: string | undefined, label: string | undefined, testId: string | undefined) {
  return { ...(title && { title }), ...(label && { label }), ...(testId && { testId }) }
}

/** What opens over the page. */
export const overlays = {
  Modal,
  ModalBody: ({ children }: SdkProps<'ModalBody'>) => <div className="hx-overlay-body">{children}</div>,
  ModalFooter: ({ children }: SdkProps<'ModalFooter'>) => <footer>{children}</footer>,
  Panel,
  PanelBody: ({ children }: SdkProps<'PanelBody'>) => <div className="hx-overlay-body">{children}</div>,
  PanelFooter: ({ children }: SdkProps<'PanelFooter'>) => <footer>{children}</footer>,
  PanelSection: ({ flush, children }: SdkProps<'PanelSection'>) => (
    <section className={flush ? 'hx-flush' : 'hx-section'}>{children}</section>
  ),
}
