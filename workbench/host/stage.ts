import type { AddAlertAction } from '@hubspot/ui-extensions'

export type AlertContent = Parameters<AddAlertAction>[0]

export interface IframeModal {
  uri: string
  title?: string
  width: number
  height: number
  onClose(): void
}

export interface StageState {
  alerts: readonly (AlertContent & { id: number })[]
  /** Ids of the modals and panels that are open, the latest last. */
  overlays: readonly string[]
  iframe: IframeModal | null
  crash: string | null
}

/** What an extension shows outside its own tree: alerts, open overlays, a framed page, and that it crashed. */
export interface Stage {
  read(): StageState
  subscribe(listener: () => void): () => void
  addAlert(alert: AlertContent): void
  dismissAlert(id: number): void
  openOverlay(id: string): void
  closeOverlay(id: string): void
  showIframe(iframe: IframeModal | null): void
  crash(message: string): void
}

/** Makes an empty stage. It is a store outside React because both the worker's calls and the components change it. */
export function createStage(): Stage {
  let state: StageState = { alerts: [], overlays: [], iframe: null, crash: null }
  let lastAlert = 0
  const listeners = new Set<() => void>()
  const change = (next: Partial<StageState>) => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }
  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    addAlert: (alert) => change({ alerts: [...state.alerts, { ...alert, id: ++lastAlert }].slice(-3) }),
    dismissAlert: (id) => change({ alerts: state.alerts.filter((alert) => alert.id !== id) }),
    openOverlay: (id) => change({ overlays: [...state.overlays.filter((open) => open !== id), id] }),
    closeOverlay: (id) => change({ overlays: state.overlays.filter((open) => open !== id) }),
    showIframe: (iframe) => change({ iframe }),
    crash: (message) => change({ crash: message }),
  }
}
