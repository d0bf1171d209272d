import ArgumentParser

/// `cluster`: what operators do.
struct ClusterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "Look after a cluster.",
        discussion: """
            Examples:
              huanxin cluster status --watch
              huanxin cluster scale 4
              huanxin cluster drain w3
            """,
        subcommands: [
            StatusCommand.self, ScaleCommand.self, DrainCommand.self, UndrainCommand.self, MaintenanceCommand.self,
            MoveCommand.self, RebalanceCommand.self, ReplicasCommand.self, AutoscaleCommand.self, BackupCommand.self,
            RestoreCommand.self, VerifyCommand.self, KeysCommand.self,
        ])
}
