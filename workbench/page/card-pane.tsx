import { useEffect, useMemo, useRef, useState } from 'react'
import { observedBackend, type BackendCall } from '../host/backend.ts'
import { createCrmRecord } from '../host/crm-record.ts'
import type { ExtensionContext } from '../host/extension-api.ts'
import { ExtensionFrame } from '../host/extension-frame.tsx'
import { httpBackend } from '../host/http-backend.ts'
import type { ContactRecord, WorkbenchCard, WorkbenchConfig, WorkbenchUser } from './api.ts'
import { CallList } from './call-list.tsx'
import { useLive, type Live } from './use-live.ts'

/** Runs the built bundle of a card on the contact. It starts anew with every contact and every build. */
export function CardPane({
  card,
  contact,
  user,
  config,
}: {
  card: WorkbenchCard
  contact: Live<ContactRecord>
  user: WorkbenchUser
  config: WorkbenchConfig
}) {
  const title = card.title ?? card.name
  const bundle = useLive(card.name, (_, signal) => readBundle(card.bundleUrl, signal), ['bundle'])
  const [calls, setCalls] = useState<BackendCall[]>([])
  const id = contact.value?.id
  const latest = useRef(contact)
  useEffect(() => {
    latest.current = contact
  }, [contact])
  const record = useMemo(() => {
    const { value } = latest.current
    return createCrmRecord(value?.id === id ? (value?.properties ?? {}) : {}, () => latest.current.reload())
  }, [id])
  const properties = contact.value?.properties
  useEffect(() => {
    if (properties) record.replace(properties)
  }, [record, properties])
  const running = useMemo(() => {
    if (!id) return null
    const context = contextOf(config, user, id, title)
    const http = httpBackend({ context, portalId: config.portalId })
    const note = (call: BackendCall) =>
      setCalls((before) => [...before.filter((one) => one.id !== call.id), call].sort((a, b) => a.id - b.id).slice(-50))
    return { context, backend: observedBackend(http, note) }
  }, [id, user, config, title])
  return (
    <section className="panel card-frame" aria-label={title}>
      <header>
        <svg viewBox="0 0 32 32" width="18" height="18" aria-hidden="true">
          <path d="M4 17L28 5l-6 22-6-8-5 5v-7z" fill="#ff7a59" />
        </svg>
        <h2>{title}</h2>
      </header>
      {bundle.problem && <p role="alert">{bundle.problem}</p>}
      {running && bundle.value && (
        <ExtensionFrame
          key={bundle.value.version}
          name={card.name}
          source={bundle.value.source}
          workerUrl="/worker.js"
          context={running.context}
          record={record}
          backend={running.backend}
        />
      )}
      <CallList calls={calls} />
    </section>
  )
}

let builds = 0

async function readBundle(url: string, signal: AbortSignal) {
  const answer = await fetch(url, { signal, cache: 'no-store' })
  if (!answer.ok) throw new Error(`The bundle of the card is not there (${answer.status} for ${url}). Build it first.`)
  return { source: await answer.text(), version: ++builds }
}

function contextOf(config: WorkbenchConfig, user: WorkbenchUser, id: string, title: string): ExtensionContext {
  const { portalId, timezone, appId, variables } = config
  const { role: _role, superAdmin, ...known } = user
  return {
    location: 'crm.record.sidebar',
    user: {
      ...known,
      ...{ emails: [user.email], roles: [], locale: 'en', language: 'en' },
      // A hint for the screen alone.
      permissions: superAdmin ? ['integrations-management-write'] : [],
    },
    portal: { id: portalId, timezone },
    extension: { appId, appName: title, cardTitle: title },
    crm: { objectId: Number(id), objectTypeId: '0-1' },
    variables,
  }
}
