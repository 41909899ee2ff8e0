import type { FormSubmitExtensionEvent } from '@hubspot/ui-extensions'
import { createContext, useContext, useEffect, useMemo, useRef } from 'react'
import { callExtension } from '../call-extension.ts'
import { extensionEvent } from '../extension-event.ts'
import { useReactions } from '../stage-context.ts'
import type { SdkProps } from './sdk-props.ts'

interface FormField {
  read(): unknown
  /** Tells `onChange` what was typed but not committed yet. */
  commit?: () => void
}
type Register = (name: string, field: FormField) => () => void

const FormContext = createContext<Register | null>(null)

/** Makes a field part of the form around it. Values come from here, not from the DOM, so that they keep their types. */
export function useFormField(name: string | undefined, field: FormField): void {
  const register = useContext(FormContext)
  const latest = useRef(field)
  latest.current = field
  useEffect(() => {
    if (!register || !name) return
    return register(name, { read: () => latest.current.read(), commit: () => latest.current.commit?.() })
  }, [register, name])
}

/** Collects its fields by name and hands them to `onSubmit`. */
export function Form({ onSubmit, autoComplete = 'on', children, testId }: SdkProps<'Form'>) {
  const reactions = useReactions()
  const fields = useRef(new Map<string, FormField>())
  const register = useMemo<Register>(
    () => (name, field) => {
      fields.current.set(name, field)
      return () => {
        if (fields.current.get(name) === field) fields.current.delete(name)
      }
    },
    [],
  )
  return (
    <FormContext.Provider value={register}>
      <form
        data-testid={testId}
        className="hx-form"
        autoComplete={autoComplete}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          for (const field of fields.current.values()) field.commit?.()
          const values = [...fields.current].map(([name, field]) => [name, field.read()] as const)
          const targetValue = Object.fromEntries(values)
          const submit = { ...extensionEvent(event), targetValue } as FormSubmitExtensionEvent<never>
          callExtension(onSubmit, submit, reactions)
        }}
      >
        {children}
      </form>
    </FormContext.Provider>
  )
}
