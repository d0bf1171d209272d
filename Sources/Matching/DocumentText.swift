package import Domain

/// The text that a model is searched by.
package enum DocumentText {
    /// name, brand, model_number, description, then the category node's Chinese and English names and synonyms; what is
    /// unknown or empty is left out (20-matching.md, "BM25").
    ///
    /// A scanner may read them one after the other: joined by spaces they have the same tokens.
    package static func fields(of model: EquipmentModel, category: Category?) -> [String] {
        var fields = [model.name, model.brand, model.modelNumber, model.description].compactMap { $0 }
        if let category {
            fields.append(category.nameZh)
            fields.append(category.nameEn)
            fields.append(contentsOf: category.synonyms)
        }
        fields.removeAll { $0.isEmpty }
        return fields
    }

    /// The fields joined by spaces.
    package static func text(of model: EquipmentModel, category: Category?) -> String {
        fields(of: model, category: category).joined(separator: " ")
    }
}
