import { createRemoteReceiver } from '@remote-ui/react/host'
import { useEffect, useMemo, useRef } from 'react'
import type { Backend } from './backend.ts'
import { createHostApi } from './create-host-api.ts'
import type { CrmRecord } from './crm-record.ts'
import type { ExtensionContext } from './extension-api.ts'
import { StageView } from './stage-view.tsx'
import { createStage } from './stage.ts'
import { startExtension } from './start-extension.ts'

/**
 * Runs one bundle in its own worker and draws it. Give it a `key` of whatever must start it anew (the record, the
 * bundle's version): it reads its props once, as HubSpot does.
 */
export function ExtensionFrame(props: {
  name: string
  source: string
  workerUrl: string
  context: ExtensionContext
  record: CrmRecord
  backend: Backend
}) {
  const running = useMemo(() => ({ stage: createStage(), receiver: createRemoteReceiver() }), [])
  // An extension runs with what it was started with; another one is another frame.
  const first = useRef(props)
  useEffect(() => {
    const { stage, receiver } = running
    const { name, source, context, record, backend, workerUrl } = first.current
    const life = new AbortController()
    const host = createHostApi({ backend, record, stage, ended: life.signal })
    const end = startExtension(new Worker(workerUrl), { name, source, context }, receiver.receive, host)
    return () => {
      life.abort()
      end()
    }
  }, [running])
  return <StageView stage={running.stage} receiver={running.receiver} record={props.record} />
}
