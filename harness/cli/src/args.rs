//! What can be typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turns an operations runbook into executable proof.
#[derive(Debug, Parser)]
#[command(name = "runproof", version, disable_help_subcommand = true, max_term_width = 100)]
pub struct Arguments {
    /// Settings for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Settings for every command.
#[derive(Clone, Debug, Default, Args)]
pub struct Global {
    /// The target file [default: runproof.toml, when there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The target [default: embedded]
    #[arg(long, global = true, value_name = "NAME")]
    pub target: Option<String>,
    /// The profile: variables, and the variant of a reference stack
    #[arg(long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// The selection that the catalog calls so, for example `smoke`
    #[arg(long, global = true, value_name = "NAME")]
    pub mode: Option<String>,
    /// Scenarios whose tags satisfy an expression, for example `@smoke and not @writes`
    #[arg(long, global = true, value_name = "EXPR")]
    pub tags: Option<String>,
    /// The evidence folder [default: runproof-evidence/RUN-ID]
    #[arg(long, global = true, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Scenarios at the same time [default: one per processor, at most eight]
    #[arg(long, global = true, value_name = "N")]
    pub jobs: Option<usize>,
    /// A capability that must be there; its lack is no skip but a failure
    #[arg(long, global = true, value_name = "CAPABILITY")]
    pub require: Vec<String>,
    /// How much the JUnit file carries
    #[arg(long, global = true, value_enum, default_value = "strict")]
    pub junit_flavor: Flavor,
    /// Let a pass that needed a retry count against the run
    #[arg(long, global = true)]
    pub strict_flaky: bool,
}

/// How much the JUnit file carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Flavor {
    /// Valid against the Jenkins schema.
    #[default]
    Strict,
    /// With properties, file and line of each test case.
    Rich,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run features against a target and leave evidence
    Check {
        /// Feature files, directories, or PATH:LINE [default: all systems that can be started here]
        paths: Vec<String>,
        /// Run again whenever a file changes: what the file belongs to, until Ctrl-C
        #[arg(long)]
        watch: bool,
    },
    /// Look at a running system, read-only, and say one thing
    Gate {
        /// The address; without a system or target only what holds for every web service is looked at
        url: Option<String>,
        /// The system whose smoke mode is run
        #[arg(long)]
        system: Option<String>,
        /// The time limit of the whole gate
        #[arg(long, value_name = "DURATION", default_value = "60s")]
        deadline: String,
    },
    /// Carry out a drill and leave its receipt; without a name, list all drills
    Drill(DrillArguments),
    /// Inject an item's own faults and see its checks turn red, and green again
    Prove {
        /// Catalog items
        #[arg(required = true)]
        items: Vec<String>,
    },
    /// List scenarios with their items
    List {
        /// Feature files, directories, or PATH:LINE
        paths: Vec<String>,
    },
    /// List every sentence of the vocabulary with an example
    Steps {
        /// Only sentences with this text
        text: Option<String>,
        /// As the Markdown page `features/VOCABULARY.md`
        #[arg(long)]
        markdown: bool,
    },
    /// Explain one scenario: items, faults, what it needs and does, and what each step asks
    Explain {
        /// PATH:LINE
        place: String,
    },
    /// Say which capabilities are there, and what brings the missing ones
    Doctor,
    /// Say when each drill was last proven, beside how often the targets want it done
    Status,
    /// Have a command make a backup, and write down what the server held in the same snapshot
    BackupManifest {
        /// The file, or directory, that the command writes; the manifest stands beside it
        file: PathBuf,
        /// The database, when it is not the target's own
        #[arg(long, value_name = "NAME", default_value = "main")]
        database: String,
        /// The command, with `{snapshot}` for the snapshot, as `pg_dump --snapshot={snapshot} -Fc -f FILE shop`
        #[arg(required = true, last = true, value_name = "COMMAND")]
        command: Vec<String>,
    },
    /// Write the reports of a run again from its ledger
    Report {
        /// The evidence folder
        run: PathBuf,
    },
    /// Make every comparison of a run again from its ledger, without network
    Recheck {
        /// The evidence folder
        run: PathBuf,
    },
    /// Write the JSON Schema of a target file, a catalog or a line of a ledger to standard output
    Schema {
        /// Whose
        #[arg(value_enum)]
        of: SchemaOf,
    },
    /// Start a reference stack to look at, or end it
    Stack {
        /// What to do with it
        #[command(subcommand)]
        action: StackAction,
    },
    /// Write a target file, a catalog and a first feature for a system of your own
    Init {
        /// The directory [default: here]
        directory: Option<PathBuf>,
        /// The system's name
        #[arg(long, default_value = "my-system")]
        system: String,
        /// Its address
        #[arg(long, default_value = "http://127.0.0.1:8000")]
        url: String,
        /// Look at the running system there first, read-only, and propose scenarios that lies turn red
        #[arg(long, value_name = "URL", conflicts_with = "url")]
        from: Option<String>,
        /// Its compose file: adds a target that runs a disposable copy of it
        #[arg(long, value_name = "FILE", conflicts_with = "from")]
        compose: Option<PathBuf>,
        /// A PEM file with a further authority to trust
        #[arg(long, value_name = "FILE", requires = "from")]
        authority: Option<PathBuf>,
        /// A key for the look: its alias, and the variable that holds it
        #[arg(long, value_name = "ALIAS=VARIABLE", requires = "from")]
        key: Option<String>,
        /// The header that carries a key, for example `Authorization: Bearer {key}`
        #[arg(long, value_name = "HEADER", requires = "from")]
        credential: Option<String>,
    },
    /// Ask one thing and see what comes: runs the given steps in order as one scenario
    Try {
        /// Sentences; their keywords may be left out
        #[arg(required = true, value_name = "STEP")]
        steps: Vec<String>,
        /// The reference system, where the target names none
        #[arg(long, default_value = "inquirycircle")]
        system: String,
    },
    /// Write shell completions to standard output
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual page to standard output
    Man {
        /// The command whose own page is wanted
        command: Option<String>,
    },
}

/// Which drill, and by whom.
#[derive(Clone, Debug, Default, Args)]
pub struct DrillArguments {
    /// The drill
    pub name: Option<String>,
    /// Who carries it out
    #[arg(long, value_name = "NAME")]
    pub operator: Option<String>,
    /// Who approves of it
    #[arg(long, value_name = "NAME")]
    pub approver: Option<String>,
    /// The operator wrote the runbook; a drill by somebody else says more
    #[arg(long, requires = "operator")]
    pub wrote_runbook: bool,
    /// For `restore`: this backup, whatever the target says
    #[arg(long, value_name = "FILE", conflicts_with = "choose")]
    pub backup: Option<PathBuf>,
    /// For `restore`: which of the target's backups
    #[arg(long, value_name = "WHICH", value_parser = ["newest", "oldest", "random"])]
    pub choose: Option<String>,
    /// Decides whatever is drawn by chance; the receipt of a drill names it
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
}

/// Whose schema is asked for.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SchemaOf {
    /// `runproof.toml`
    Target,
    /// `catalog.toml`
    Catalog,
    /// A line of `ledger.ndjson`
    Ledger,
    /// The manifest of a backup
    BackupManifest,
}

/// What to do with a reference stack.
#[derive(Debug, Subcommand)]
pub enum StackAction {
    /// Start it and keep it until Ctrl-C or `stack down`
    Up {
        /// The system
        #[arg(default_value = "inquirycircle")]
        system: String,
    },
    /// End the stacks that `stack up` started
    Down,
}
