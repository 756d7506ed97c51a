"""Process costing: equivalent units, spoilage, joint and service cost."""
