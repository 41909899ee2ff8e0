import { useContext, useSyncExternalStore, type ReactNode } from 'react'
import { callExtension } from '../call-extension.ts'
import { StageContext } from '../stage-context.ts'
import { buttons } from './buttons.tsx'
import { RecordContext } from './record-context.ts'
import type { SdkProps } from './sdk-props.ts'

/** Properties of the record the card stands on; of other records nothing is known here. */
function CrmPropertyList({ properties, direction = 'column', testId }: SdkProps<'CrmPropertyList'>) {
  const record = useContext(RecordContext)
  const values = useSyncExternalStore(record.onChange, record.properties)
  return (
    <dl data-testid={testId} className={`hx-description hx-description-${direction}`}>
      {properties.map((name) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{values[name] || '--'}</dd>
        </div>
      ))}
    </dl>
  )
}

function CrmDataHighlight({ properties, testId }: SdkProps<'CrmDataHighlight'>) {
  return <CrmPropertyList properties={properties} direction="row" {...(testId && { testId })} />
}

/** Says what HubSpot would open. */
function useCrmAction(actionType: string): () => void {
  const stage = useContext(StageContext)
  return () => stage.addAlert({ type: 'info', message: `HubSpot would now do ${actionType}.` })
}

function CrmActionButton({ actionType, actionContext, onError, onClick, ...props }: SdkProps<'CrmActionButton'>) {
  void [actionContext, onError]
  const act = useCrmAction(actionType)
  return (
    <buttons.Button
      {...props}
      onClick={() => {
        callExtension(onClick)
        act()
      }}
    />
  )
}

function CrmActionLink({ actionType, onClick, children, testId }: SdkProps<'CrmActionLink'>) {
  const act = useCrmAction(actionType)
  return (
    <button
      type="button"
      className="hx-textual"
      data-testid={testId}
      onClick={() => {
        callExtension(onClick)
        act()
      }}
    >
      {children}
    </button>
  )
}

function CrmCardActions({ actionConfigs, testId }: SdkProps<'CrmCardActions'>) {
  const stage = useContext(StageContext)
  const act = (what: string) => stage.addAlert({ type: 'info', message: `HubSpot would now do ${what}.` })
  return (
    <div data-testid={testId} className="hx-button-row">
      {actionConfigs.map((config, index) =>
        config.type === 'dropdown' ? (
          <buttons.Dropdown
            key={index}
            buttonText={config.label ?? 'Actions'}
            disabled={config.disabled ?? false}
            options={config.options.map((option) => ({
              label: option.label ?? option.actionType,
              onClick: () => act(option.actionType),
            }))}
          />
        ) : (
          <buttons.Button
            key={index}
            size="xs"
            disabled={config.disabled ?? false}
            onClick={() => act(config.actionType)}
          >
            {config.label ?? config.actionType}
          </buttons.Button>
        ),
      )}
    </div>
  )
}

/** Stands for a component whose data only HubSpot has. */
function placeholder(name: string) {
  return function Placeholder({ testId }: { testId?: string; children?: ReactNode }) {
    return (
      <div data-testid={testId} role="note" aria-label={name} className="hx-placeholder">
        {name}
        <small>shown by HubSpot from its own data</small>
      </div>
    )
  }
}

/** Components over CRM data. */
export const crm = {
  CrmActionButton,
  CrmActionLink,
  CrmAssociationPivot: placeholder('CrmAssociationPivot'),
  CrmAssociationPropertyList: placeholder('CrmAssociationPropertyList'),
  CrmAssociationStageTracker: placeholder('CrmAssociationStageTracker'),
  CrmAssociationTable: placeholder('CrmAssociationTable'),
  CrmCardActions,
  CrmDataHighlight,
  CrmPropertyList,
  CrmReport: placeholder('CrmReport'),
  CrmSimpleDeadline: placeholder('CrmSimpleDeadline'),
  CrmStageTracker: placeholder('CrmStageTracker'),
  CrmStatistics: placeholder('CrmStatistics'),
  FileViewer: placeholder('FileViewer'),
}
