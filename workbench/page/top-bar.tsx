import { useContext, useSyncExternalStore } from 'react'
import type { WorkbenchConfig, WorkbenchUser } from './api.ts'
import { LiveContext } from './live-context.ts'

const editions = {
  private: { label: 'Private edition: calls by app function', other: 'marketplace' },
  marketplace: { label: 'Marketplace edition: installed by OAuth, calls by hubspot.fetch', other: 'private' },
}

const command = (edition = 'private') => `npm start${edition === 'private' ? '' : ` -- --edition ${edition}`}`

/** The bar on top: where we are, and that none of it is the real HubSpot. */
export function TopBar({
  config,
  user,
  onUser,
}: {
  config: WorkbenchConfig | undefined
  user: WorkbenchUser | undefined
  onUser(id: number): void
}) {
  const live = useContext(LiveContext)
  const open = useSyncExternalStore(live.watch, live.isOpen)
  return (
    <header className="top-bar">
      <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
        <path d="M4 17L28 5l-6 22-6-8-5 5v-7z" fill="#ff7a59" />
        <path d="M11 17L28 5 16 19z" fill="#fff" opacity=".85" />
      </svg>
      <h1>Homing</h1>
      <span className="badge">Workbench</span>
      {config && (
        <span className="badge" title={`${command(editions[config.edition].other)} opens the other one`}>
          {editions[config.edition].label}
        </span>
      )}
      {open ? (
        <span className="top-note">Everything here runs on this machine</span>
      ) : (
        <strong role="alert" className="top-alert">
          The workbench has stopped. Start it again: {command(config?.edition)}
        </strong>
      )}
      {config && <span className="top-portal">Portal {config.portalId}</span>}
      {user && (
        <select
          aria-label="Signed in as"
          className="top-user"
          value={user.id}
          onChange={(event) => onUser(Number(event.target.value))}
        >
          {config?.users.map((one) => (
            <option key={one.id} value={one.id}>
              {one.firstName} {one.lastName} ({one.role})
            </option>
          ))}
        </select>
      )}
      {user && (
        <span className="avatar small" title={`${user.firstName} ${user.lastName}, ${user.email}`}>
          {user.firstName.slice(0, 1)}
          {user.lastName.slice(0, 1)}
        </span>
      )}
    </header>
  )
}
