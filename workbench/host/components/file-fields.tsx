import { useId, useState } from 'react'
import { callExtension } from '../call-extension.ts'
import { FieldFrame } from './field-frame.tsx'
import type { SdkProps } from './sdk-props.ts'

function FileInput({ name, value, onChange, testId }: SdkProps<'FileInput'>) {
  const id = useId()
  return (
    <FieldFrame id={id} label="File" {...(testId && { testId })}>
      <input
        id={id}
        type="file"
        name={name}
        onChange={(event) => callExtension(onChange, event.currentTarget.files?.[0])}
      />
      {value && <small>{value.name}</small>}
    </FieldFrame>
  )
}

/** Uploads nothing: it hands out numbered names, since there is no file manager behind it. */
function FileUpload({ onChange, fileLimit = 10, allowedFileExtensions, testId }: SdkProps<'FileUpload'>) {
  const id = useId()
  const [names, setNames] = useState<string[]>([])
  return (
    <FieldFrame id={id} label="Upload files" {...(testId && { testId })}>
      <input
        id={id}
        type="file"
        multiple={fileLimit > 1}
        accept={allowedFileExtensions?.map((extension) => `.${extension}`).join(',')}
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])].slice(0, fileLimit).map((file) => file.name)
          setNames(chosen)
          const files = chosen.map((name, index) => ({
            id: index + 1,
            name,
            url: `/files/${encodeURIComponent(name)}`,
          }))
          callExtension(onChange, files)
        }}
      />
      {names.length > 0 && <small>{names.join(', ')}</small>}
    </FieldFrame>
  )
}

/** Fields for files. */
export const fileFields = { FileInput, FileUpload }
