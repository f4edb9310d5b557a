//! The judge as the command line asks for it.

use crate::cli::{JudgeArgs, TextModelChoice};
use anyhow::bail;
use ovation_ingest::judge_by;
use ovation_judge::Judge;
use ovation_terms::{JudgingSet, TextReader};

/// What the command line says.
///
/// # Errors
/// A share of wrong verdicts that cannot be one.
pub(crate) fn asked(args: &JudgeArgs) -> anyhow::Result<JudgingSet> {
    if let Some(share) = args.accepted_error
        && !(0.0..=0.5).contains(&share)
    {
        bail!(
            "--accepted-error takes a share from 0 to 0.5, such as 0.02 for two in a hundred; found {share}"
        );
    }
    Ok(JudgingSet {
        text_reader: args.text_model.map(|choice| match choice {
            TextModelChoice::Encoder => TextReader::Encoder,
            TextModelChoice::Linear => TextReader::Linear,
            TextModelChoice::None => TextReader::None,
        }),
        accepted_error: args.accepted_error,
    })
}

/// The judge of the command line, where there is no record.
pub(crate) fn judge_of(args: &JudgeArgs) -> anyhow::Result<Judge> {
    Ok(judge_by(JudgingSet::USUAL.then(asked(args)?)))
}
