import { createContext, useContext, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { callExtension } from '../call-extension.ts'
import type { SdkProps } from './sdk-props.ts'
import { shortSize } from './spacing.ts'
import { useEchoedValue } from './use-echoed-value.ts'

type TabId = string | number
interface TabEntry {
  id: TabId
  title: string
  disabled: boolean
  tooltip: string | undefined
  panel: HTMLElement
}
interface TabList {
  selected: TabId | undefined
  base: string
  join(key: string, entry: TabEntry): () => void
}
const TabListContext = createContext<TabList | null>(null)

/** Each tab joins the list by itself, so that a changed title or a tab that comes later shows. */
function Tabs({
  selected,
  defaultSelected,
  onSelectedChange,
  variant = 'default',
  fill,
  children,
  testId,
}: SdkProps<'Tabs'>) {
  const base = useId()
  const [tabs, setTabs] = useState<ReadonlyMap<string, TabEntry>>(new Map())
  const { value, setValue, sent } = useEchoedValue<TabId | undefined>(selected, defaultSelected)
  const ordered = [...tabs.values()].sort((one, other) =>
    one.panel.compareDocumentPosition(other.panel) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )
  const current = value ?? ordered.find((tab) => !tab.disabled)?.id
  const list = useMemo<TabList>(
    () => ({
      selected: current,
      base,
      join(key, entry) {
        setTabs((before) => new Map(before).set(key, entry))
        return () => setTabs((before) => new Map([...before].filter(([one]) => one !== key)))
      },
    }),
    [current, base],
  )
  const select = (id: TabId) => {
    setValue(id)
    sent(id)
    callExtension(onSelectedChange as ((id: TabId) => void) | undefined, id)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!by) return
    const able = ordered.filter((tab) => !tab.disabled)
    const next = able[(able.findIndex((tab) => tab.id === current) + by + able.length) % able.length]
    if (!next) return
    select(next.id)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${CSS.escape(String(next.id))}"]`)?.focus()
  }
  return (
    <div data-testid={testId} className={`hx-tabs hx-tabs-${variant}${fill ? ' hx-fill' : ''}`}>
      <div role="tablist" onKeyDown={onKeyDown}>
        {ordered.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-tab-${tab.id}`}
            data-tab={tab.id}
            aria-controls={`${base}-panel-${tab.id}`}
            aria-selected={tab.id === current}
            tabIndex={tab.id === current ? 0 : -1}
            title={tab.tooltip}
            disabled={tab.disabled}
            onClick={() => select(tab.id)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      <TabListContext.Provider value={list}>{children}</TabListContext.Provider>
    </div>
  )
}

function Tab({ tabId, title = '', disabled = false, tooltip, children, testId }: SdkProps<'Tab'>) {
  const list = useContext(TabListContext)
  const key = useId()
  const panel = useRef<HTMLDivElement>(null)
  const id = tabId ?? title
  const join = useRef(list?.join)
  join.current = list?.join
  useEffect(() => {
    if (panel.current) return join.current?.(key, { id, title, disabled, tooltip, panel: panel.current })
  }, [id, title, disabled, tooltip, key])
  return (
    <div
      ref={panel}
      role="tabpanel"
      id={`${list?.base}-panel-${id}`}
      aria-labelledby={`${list?.base}-tab-${id}`}
      data-testid={testId}
      hidden={list?.selected !== id}
    >
      {children}
    </div>
  )
}

function Accordion({
  title,
  open,
  defaultOpen = false,
  disabled,
  size,
  onClick,
  children,
  testId,
}: SdkProps<'Accordion'>) {
  const id = useId()
  const { value, setValue, sent } = useEchoedValue(open, defaultOpen)
  return (
    <div data-testid={testId} className={`hx-accordion hx-accordion-${shortSize(size, 'sm')}`}>
      <button
        type="button"
        aria-expanded={value}
        aria-controls={id}
        disabled={disabled}
        onClick={() => {
          if (open === undefined || onClick) setValue(!value)
          sent(!value)
          callExtension(onClick)
        }}
      >
        <span aria-hidden="true" className="hx-caret" /> {title}
      </button>
      <div id={id} role="region" aria-label={title} hidden={!value}>
        {children}
      </div>
    </div>
  )
}

/** Parts of which some are folded away. */
export const sections = { Accordion, Tab, Tabs }
