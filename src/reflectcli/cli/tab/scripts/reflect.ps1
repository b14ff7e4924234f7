# reflect completion for PowerShell, 5.1 or newer
Register-ArgumentCompleter -Native -CommandName reflect -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $elements = @($commandAst.CommandElements)
    $program = $elements[0].Extent.Text
    $words = @()
    foreach ($element in $elements | Select-Object -Skip 1) {
        # What ends at or after the cursor is completed, not passed.
        if ($element.Extent.EndOffset -ge $cursorPosition) { continue }
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
            $words += $element.Value
        } else {
            $words += $element.Extent.Text
        }
    }
    $words += $wordToComplete.Trim('"', "'")

    $encoding = [Console]::OutputEncoding
    try {
        $env:REFLECT_COMPLETE = 'powershell'
        $env:REFLECT_COMPLETE_WORDS = $words -join [char]0x1F
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $answer = @(& $program 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item Env:REFLECT_COMPLETE, Env:REFLECT_COMPLETE_WORDS -ErrorAction SilentlyContinue
    }

    # Nothing from here lets PowerShell complete file names.
    if ($answer.Count -lt 2 -or $answer[0] -ne 'values') { return }
    foreach ($line in $answer | Select-Object -Skip 1) {
        $text, $says = $line -split "`t", 2
        $typed = $text
        if ($text -match '[\s''"`$;,(){}|&@#]') { $typed = "'" + $text.Replace("'", "''") + "'" }
        if (-not $says) { $says = $text }
        [System.Management.Automation.CompletionResult]::new($typed, $text, 'ParameterValue', $says)
    }
}
