import { RemoteRenderer, createController, type RemoteReceiver } from '@remote-ui/react/host'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { hostComponents } from './components/host-components.ts'
import { RecordContext } from './components/record-context.ts'
import { ModalFrame } from './components/modal-frame.tsx'
import type { CrmRecord } from './crm-record.ts'
import { StageContext } from './stage-context.ts'
import type { AlertContent, Stage } from './stage.ts'

const controller = createController(hostComponents)

/** Draws what an extension renders, with the alerts and overlays that belong to it. */
export function StageView({ stage, receiver, record }: { stage: Stage; receiver: RemoteReceiver; record: CrmRecord }) {
  const { alerts, iframe, crash } = useSyncExternalStore(stage.subscribe, stage.read)
  return (
    <StageContext.Provider value={stage}>
      <div className="hx-root">
        {crash ? (
          <div role="alert" className="hx-crash">
            <strong>This card stopped working.</strong>
            <code>{crash}</code>
          </div>
        ) : (
          <RecordContext.Provider value={record}>
            <RemoteRenderer receiver={receiver} controller={controller} />
          </RecordContext.Provider>
        )}
      </div>
      <div className="hx-toasts" aria-live="polite">
        {alerts.map(({ id, ...alert }) => (
          <Toast key={id} alert={alert} onDismiss={() => stage.dismissAlert(id)} />
        ))}
      </div>
      {iframe && (
        <ModalFrame title={iframe.title ?? 'Page'} width="lg" onClose={iframe.onClose}>
          <iframe
            className="hx-iframe"
            title={iframe.title ?? 'Page'}
            src={iframe.uri}
            width={iframe.width}
            height={iframe.height}
            sandbox="allow-scripts allow-forms"
          />
        </ModalFrame>
      )}
    </StageContext.Provider>
  )
}

/** Goes away by itself, except what a person has to act on. */
function Toast({ alert, onDismiss }: { alert: AlertContent; onDismiss(): void }) {
  const stays = alert.type === 'danger' || alert.type === 'warning'
  const dismiss = useRef(onDismiss)
  useEffect(() => {
    dismiss.current = onDismiss
  }, [onDismiss])
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(() => dismiss.current(), 6000)
    return () => clearTimeout(timer)
  }, [stays])
  return (
    <div role={stays ? 'alert' : 'status'} className={`hx-toast hx-toast-${alert.type ?? 'info'}`}>
      <div>
        {alert.title && <strong>{alert.title}</strong>}
        <span>{alert.message}</span>
      </div>
      <button type="button" className="hx-close" aria-label="Dismiss" onClick={onDismiss}>
        ×
      </button>
    </div>
  )
}
