//! Where the settings of a run come from.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Args, value_parser};

/// The name of the file.
pub(in crate::cli) const FILE: &str = "atbilst.toml";

/// Where settings are read from.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct SettingsSource {
    #[arg(from_global)]
    pub(in crate::cli) config_file: Option<PathBuf>,
    #[arg(from_global)]
    pub(in crate::cli) no_config: bool,
}

impl SettingsSource {
    /// What every verb takes.
    pub(in crate::cli) fn options() -> [Arg; 2] {
        let file = Arg::new("config_file").long("config").value_name("FILE");
        let none = Arg::new("no_config")
            .long("no-config")
            .action(ArgAction::SetTrue)
            .conflicts_with("config_file");
        [file.value_parser(value_parser!(PathBuf)), none]
    }
}
